import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';

/** A disk of its own size over a folder; false where this user may not. */
export function mountDisk(folder: string, megabytes: number): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status === 0;
}

export function unmountDisk(folder: string): void {
  spawnSync('umount', [folder]);
}

/** Whether this user may mount: root mostly, and not in every container. */
export function mayMount(): boolean {
  const folder = mkdtempSync('/tmp/smartplex-disk-');
  const mounted = mountDisk(folder, 1);
  if (mounted) unmountDisk(folder);
  rmSync(folder, { recursive: true });
  return mounted;
}
