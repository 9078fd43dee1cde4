import { EmbeddedPostgres } from '../infra/database/embedded';

// Started by specs that kill it: prints what runs, then waits.
const log = { info: () => undefined, warn: () => undefined };

EmbeddedPostgres.start({ dataDir: process.argv[2]!, log }).then(
  (postgres) => {
    console.log(JSON.stringify({ pid: postgres.pid, url: postgres.url }));
    setInterval(() => undefined, 60_000);
    process.once('SIGTERM', () => void postgres.stop().then(() => process.exit(0)));
  },
  (error: Error) => {
    console.error(error.message);
    process.exit(69);
  },
);
