import type { Logger } from 'pino';

/** Where reports go, and that they do not arrive, is the operator's business only: it is warned of in the log. */
export type TelemetryLog = Pick<Logger, 'warn'>;
