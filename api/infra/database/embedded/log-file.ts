import { copyFileSync, statSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { giveToOwner } from '../../data-dir';

const LARGEST_BYTES = 5_000_000;

/** Keeps PostgreSQL's log and one older copy below 5 MB each. It is open for appending, so it may be cut under way. */
export function boundLogFile(file: string): void {
  try {
    if (statSync(file).size < LARGEST_BYTES) return;
    copyFileSync(file, `${file}.1`);
    giveToOwner(dirname(file), `${file}.1`);
    truncateSync(file);
  } catch {
    // Not there yet, or the disk is full: logs must not stop the database.
  }
}
