// Attacks in order; each is named as docs/security.md names it.
import { inputAttacks } from './input.mjs';
import { requestAttacks } from './requests.mjs';

export async function attacks(product, report) {
  for (const attempt of [requestAttacks, inputAttacks]) await attempt(product, report);
}
