// Disks without a byte left: that of the API's DATA_DIR, and that of the database.
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endsWell } from './processes.mjs';
import { until } from '../world.mjs';

const BLOCK = Buffer.alloc(1 << 20);

/** Everything that is left of a disk, down to the last block. */
export function fill(folder) {
  const file = join(folder, 'ballast');
  const descriptor = openSync(file, 'a');
  for (let size = BLOCK.length; size >= 4096; size /= 2) {
    try {
      for (;;) writeSync(descriptor, BLOCK, 0, size);
    } catch (error) {
      if (error.code !== 'ENOSPC') throw error;
    }
  }
  closeSync(descriptor);
  return () => rmSync(file);
}

const dataDir = {
  name: 'full disk (DATA_DIR)',
  needsDisks: true,
  spares: true,
  async run({ api, admin, films }, short) {
    const empty = fill(api.how.cwd);
    // Posters are kept there: they must come all the same.
    const asked = await Promise.all(
      films.slice(0, 20).map((id) => admin.ask(`/api/v1/library/items/${id}/poster?width=200`)),
    );
    await sleep(short ? 2_000 : 15_000);
    empty();
    const refused = asked.filter(({ status }) => status >= 500);
    return refused.length > 0 ? [`${refused.length} of 20 posters were refused with ${refused[0].status}`] : [];
  },
};

const USED_UP_WITHIN_MS = 60_000;
const NOTICED_WITHIN_MS = 60_000;

/** A write of the product is some hundred bytes: where a large message finds no room, it may still find some. */
const SIZES = [4_000_000, 100_000, 2_000];

/** @returns {Promise<boolean>} whether the journal takes nothing more */
async function refused({ sql }) {
  const message = (size) => sql(`SELECT pg_logical_emit_message(false, 'ballast', repeat('x', ${size}))`);
  for (const size of SIZES) {
    const taken = await message(size).then(
      () => true,
      () => false,
    );
    if (taken) return false;
  }
  return true;
}

const database = {
  name: 'full disk (database)',
  needsDisks: true,
  fails: true,
  refuses: false,
  async run(world, short) {
    const { stack } = world;
    const empty = fill(join(stack.folder, 'database'));
    const id = await world.sync().catch(() => null);
    // What the database has laid by for its journal is used up first.
    if (!(await until(() => refused(world), USED_UP_WITHIN_MS))) return ['the disk of the database was not full'];
    const end = performance.now() + (short ? 3_000 : 15_000);
    // The end of a page of the journal may still hold a small write: the fault lasts until one of the product's met it.
    const over = async () => {
      await refused(world);
      return performance.now() > end && world.load.failed;
    };
    await until(over, NOTICED_WITHIN_MS);
    empty();
    await stack.postgres.revive();
    return id ? endsWell(world, id) : [];
  },
};

export const DISK_FAULTS = [dataDir, database];
