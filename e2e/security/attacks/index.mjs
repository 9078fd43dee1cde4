// Attacks in order; each is named as docs/security.md names it.
import { costAttacks } from './cost.mjs';
import { inputAttacks } from './input.mjs';
import { methodAttacks } from './methods.mjs';
import { oracleAttacks } from './oracles.mjs';
import { outboundAttacks } from './outbound.mjs';
import { requestAttacks } from './requests.mjs';

export async function attacks(product, report) {
  const all = [requestAttacks, methodAttacks, inputAttacks, outboundAttacks, oracleAttacks, costAttacks];
  for (const attempt of all) await attempt(product, report);
}
