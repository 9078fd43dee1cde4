import { helpText, parseCommandLine } from './command-line';
import { startEmulator } from './index';

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    process.stdout.write(`${helpText()}\n`);
    return;
  }
  const { world: _world, stop, ...description } = await startEmulator(parseCommandLine(args));
  process.stdout.write(`${JSON.stringify(description)}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void stop().then(() => process.exit(0)));
}

main().catch((error: unknown) => {
  process.stderr.write(`plex-emulator: ${(error as Error).message}\n`);
  process.exit(1);
});
