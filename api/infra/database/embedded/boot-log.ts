/** What the start writes to before there is an application: pino's two verbs. */
export interface BootLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}
