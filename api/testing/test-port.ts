import { createServer } from 'node:net';

/** Of each worker of jest, all below what the kernel gives out: nobody takes a port between its finding and its use. */
const RANGE = 5_000;
const first = 12_000 + (Number(process.env.JEST_WORKER_ID ?? 1) % 4) * RANGE;
// Every spec file begins anew: at the same port it would meet what the one before has left open.
let next = Math.floor(Math.random() * RANGE);

/** A port of 127.0.0.1 that nobody listens on, and no other spec is given. */
export async function testPort(): Promise<number> {
  for (;;) {
    const port = first + (next++ % RANGE);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
