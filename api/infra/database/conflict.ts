/** deadlock_detected and serialization_failure: the same transaction may well succeed the next time. */
const CONFLICTS: readonly unknown[] = ['40P01', '40001'];
const TRIES = 4;

/** Does a whole transaction again that PostgreSQL sacrificed to another one. */
export async function withoutConflict<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (tried >= TRIES || !isConflict(error)) throw error;
    }
  }
}

/** True when PostgreSQL sacrificed a transaction to another one; TypeORM wraps the error of the driver. */
export function isConflict(error: unknown): boolean {
  return hasCode(error, (code) => CONFLICTS.includes(code));
}

/**
 * foreign_key_violation: what a row belongs to was removed between the look at it and the insert. The two keys
 * that a removal itself could break are those of accounts, which are removed after all that names them.
 */
const PARENT_GONE = '23503';

/** True when a row could not be written because what it belongs to is gone. */
export function isParentGone(error: unknown): boolean {
  return hasCode(error, (code) => code === PARENT_GONE);
}

function hasCode(error: unknown, wanted: (code: unknown) => boolean): boolean {
  if (!(error instanceof Error)) return false;
  const { code, driverError } = error as Error & { code?: unknown; driverError?: unknown };
  return wanted(code) || (driverError !== error && hasCode(driverError, wanted));
}
