// Who words the answers: the provider of the environment, or one that a table of rules plays.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A program of its own, which the product asks over HTTP. */
export async function scriptedProvider() {
  const script = join(dirname(fileURLToPath(import.meta.url)), 'scripted/provider.mjs');
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill());
  const baseUrl = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the scripted provider ended with code ${code}`)));
  });
  return { baseUrl, model: 'scripted', stop: () => child.kill() };
}

/** @returns null where the environment names none */
export function providerOfEnvironment() {
  const { AI_BASE_URL: baseUrl, AI_MODEL: model, AI_API_KEY: apiKey } = process.env;
  return baseUrl && model ? { baseUrl, model, apiKey, stop: () => undefined } : null;
}
