#!/usr/bin/env node
// The product against the bundled Plex emulator: the same pages, the same sign-in, invented titles.
import { startEmulator } from './support/emulator-process.mjs';

/** Stable, so that what the demo stored still finds its server at the next start. */
const EMULATOR_PORT = process.env.DEMO_PLEX_PORT ?? '32488';

const emulator = await startEmulator([
  ...['--port', EMULATOR_PORT, '--seed', '7', '--servers', '2'],
  ...['--movies', '1200', '--shows', '60', '--artists', '40', '--quirks', 'off', '--speed', '60'],
]).catch((error) => {
  console.error(
    `The demo cannot start: ${error.message}. Port ${EMULATOR_PORT} (DEMO_PLEX_PORT) and the two above it must be free.`,
  );
  process.exit(69);
});
process.env.PLEX_TV_URL = emulator.plexTv;
process.env.PLEX_APP_URL = emulator.appUrl;
process.env.DATA_DIR ??= '.demo';
console.log(
  'The demo plays Plex itself: continue as "ada", who owns the servers, or later as one of the people she shares with.',
);
await import('../api/start.mjs');
