/**
 * SQLSTATEs and socket errors that say "the database is away", not "the statement is wrong": 57P01
 * admin_shutdown, 57P02 crash_shutdown, 57P03 cannot_connect_now (starting or recovering), 53300
 * too_many_connections, 53100 disk_full, 53200 out_of_memory, 25P03 idle_in_transaction_session_timeout, 57P05
 * idle_session_timeout, 25006 read_only_sql_transaction (a standby that is not promoted yet), 28P01 invalid_password
 * (being changed: a wrong one from the first is told by the start), 3D000 invalid_catalog_name (being renamed), 55P03
 * lock_not_available (somebody holds what is needed for longer than we wait), and class 08, connection exceptions.
 */
const LOSS_CODES = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '53100',
  '53200',
  '25P03',
  '57P05',
  '25006',
  '28P01',
  '3D000',
  '55P03',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/**
 * Has ended the session, whatever its code: 55000 and 42501 where connections are not allowed any more. A server may
 * translate it, and then the codes above remain.
 */
const ENDS_SESSION: readonly unknown[] = ['FATAL', 'PANIC'];

// pg and its pool report these as plain errors without a code.
const LOSS_MESSAGES = [
  /^Connection terminated/,
  /^timeout (exceeded|expired) when trying to connect/,
  /^Client has encountered a connection error/,
  /^Client was closed and is not queryable/,
  /^Cannot use a pool after calling end/,
  /^Driver not Connected/,
];

/**
 * True when a statement failed because the database went away: the same statement may succeed later.
 * Looks at the error itself and at what TypeORM wraps, never at `cause`: an upstream's refused
 * connection is not ours.
 */
export function isDatabaseLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, severity, driverError } = error as Error & Record<'code' | 'severity' | 'driverError', unknown>;
  if (ENDS_SESSION.includes(severity)) return true;
  if (typeof code === 'string' && (LOSS_CODES.has(code) || /^08\w{3}$/.test(code))) return true;
  if (LOSS_MESSAGES.some((message) => message.test(error.message))) return true;
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isDatabaseLoss);
  return driverError !== error && isDatabaseLoss(driverError);
}
