// Starts the sync harness in a process of its own: for specs that kill one.
require('../../testing/typescript-hook.cjs');

const [databaseUrl, dataDir] = process.argv.slice(2);
require('./sync-harness.ts')
  .SyncHarness.start(databaseUrl, dataDir)
  .then(() => process.stdout.write('ready\n'));
