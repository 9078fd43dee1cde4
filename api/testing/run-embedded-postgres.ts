import { carryOverOf } from '../boot';
import { AppConfig, readEnvironment } from '../infra/config';
import { EmbeddedPostgres } from '../infra/database/embedded';

// Started by specs that kill it: says what it does and prints what runs, then waits.
const dataDir = process.argv[2]!;
const log = { info: (_: object, message: string) => console.log(`- ${message}`), warn: () => undefined };
const carryOver = carryOverOf(new AppConfig(readEnvironment({ DATA_DIR: dataDir }), ''));

EmbeddedPostgres.start({ dataDir, log, carryOver }).then(
  (postgres) => {
    setInterval(() => undefined, 60_000);
    process.once('SIGTERM', () => void postgres.stop().then(() => process.exit(0)));
    // Last: whoever reads it may end us at once.
    console.log(JSON.stringify({ pid: postgres.pid, url: postgres.url }));
  },
  (error: Error) => {
    console.error(error.message);
    process.exit(69);
  },
);
