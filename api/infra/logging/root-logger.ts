import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { AppConfig } from '../config';
import { redact } from './redaction';

/** Token of the one pino logger; PinoLogger and the request log are its children. */
export const ROOT_LOGGER = Symbol('root logger');

/** @param destination standard output unless a test listens */
export function createRootLogger(
  { level, pretty: forPeople }: AppConfig['logging'],
  destination: pino.DestinationStream = pino.destination({ dest: 1, sync: true }),
): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // On the finished line: nothing that reaches a log can come in beside it.
    hooks: { streamWrite: redact },
  };
  return pino(options, forPeople ? pretty({ destination, sync: true, singleLine: true }) : destination);
}
