import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Freezes the product's PostgreSQL, the way an overloaded machine or a lost disk does: connections stay
 * open and nothing answers. Resolves to what lets it go on.
 */
export function freezeDatabase(): () => void {
  const file = join(process.env.PRODUCT_DATA_DIR ?? '', 'postgres/postmaster.pid');
  const postmaster = Number(readFileSync(file, 'utf8').split('\n')[0]);
  // The postmaster first: a frozen one starts no more children.
  process.kill(postmaster, 'SIGSTOP');
  const children = childrenOf(postmaster);
  children.forEach((pid) => signal(pid, 'SIGSTOP'));
  return () => [...children, postmaster].forEach((pid) => signal(pid, 'SIGCONT'));
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself in between.
  }
}
