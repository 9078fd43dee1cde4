import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { AppConfig } from '../config';
import type { LogRing } from './log-ring';
import { redact } from './redaction';

/** Token of the one pino logger; PinoLogger and the request log are its children. */
export const ROOT_LOGGER = Symbol('root logger');

/**
 * @param destination standard output unless a test listens
 * @param ring remembers each line beside
 */
export function createRootLogger(
  { level, pretty: forPeople }: AppConfig['logging'],
  destination: pino.DestinationStream = pino.destination({ dest: 1, sync: true }),
  ring?: LogRing,
): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // On the finished line: nothing that reaches a log can come in beside it.
    hooks: { streamWrite: redact },
  };
  // By the clock of who reads along, with its distance from UTC.
  const forEyes = { destination, sync: true, singleLine: true, translateTime: 'SYS:yyyy-mm-dd HH:MM:ss.l o' };
  const shown = forPeople ? pretty(forEyes) : destination;
  return pino(options, ring ? remembering(shown, ring) : shown);
}

/** The ring gets the line as it leaves: JSON whatever people see, and redacted. */
function remembering(stream: pino.DestinationStream, ring: LogRing): pino.DestinationStream & { flushSync(): void } {
  return {
    write: (line) => {
      ring.push(line);
      stream.write(line);
    },
    // Called before the process ends with a fatal error.
    flushSync: () => (stream as { flushSync?: () => void }).flushSync?.(),
  };
}
