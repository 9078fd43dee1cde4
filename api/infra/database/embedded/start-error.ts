/** EX_UNAVAILABLE of sysexits.h: something that the start needs is not there. */
const EXIT_UNAVAILABLE = 69;

/** A start that cannot go on; the message is one line for the person who started it. */
export class StartError extends Error {
  constructor(
    message: string,
    readonly exitCode: number = EXIT_UNAVAILABLE,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StartError';
  }
}
