import 'reflect-metadata';
import { rotateKey, runCommand } from './boot';

/** `npm run keys:rotate`: seals everything with another key, while SmartPlex runs or not. */
void runCommand({ verb: 'rotate the key', live: true }, async (config) => {
  const { sealed, generated } = await rotateKey(config);
  const next = generated
    ? 'The previous key is kept beside the new one in DATA_DIR until SmartPlex starts the next time.'
    : 'ENCRYPTION_KEY_PREVIOUS can be taken away.';
  return `${sealed} secrets were sealed with the new key; none is left that needs the previous one. ${next}
Backups from before need the previous key: make a new one.`;
});
