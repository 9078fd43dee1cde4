// What happens at home: one process of the role `all`, without Redis, whose database and posters share a disk.
import { setTimeout as sleep } from 'node:timers/promises';
import { CROWD_FAULTS } from './crowd.mjs';
import { locked, pause } from './database.mjs';
import { fill } from './disks.mjs';
import { ended, endsWell, starved } from './processes.mjs';
import { accountServiceDown, plexHanging, providerHanging } from './upstreams.mjs';

/** Whoever brought the database watches over it and starts it again. */
const killed = {
  name: 'embedded database killed',
  fails: true,
  refuses: false,
  async run({ stack }) {
    const { pid } = stack.postgres;
    process.kill(pid, 'SIGKILL');
    await sleep(5_000);
    return stack.postgres.pid === pid ? ['the database was not killed'] : [];
  },
};

const diskFull = {
  name: 'full disk (database and posters)',
  needsDisks: true,
  refuses: false,
  async run(world) {
    const empty = fill(world.api.how.cwd);
    const id = await world.sync().catch(() => null);
    await sleep(15_000);
    empty();
    return id ? endsWell(world, id) : [];
  },
};

const atHome = (fault, name = fault.name) => ({ ...fault, name: `one process: ${name}` });

export const HOME_FAULTS = [
  ...[killed, pause(2, false), pause(60, true), locked].map((fault) => atHome(fault)),
  ...[plexHanging, accountServiceDown, providerHanging].map((fault) => atHome(fault)),
  atHome(ended('api'), 'SIGTERM in mid-sync'),
  atHome(starved('api'), 'out of memory in mid-sync'),
  ...CROWD_FAULTS.map((fault) => atHome(fault)),
  atHome(diskFull),
];
