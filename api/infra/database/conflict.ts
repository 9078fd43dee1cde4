/** deadlock_detected and serialization_failure: the same transaction may well succeed the next time. */
const CONFLICTS = ['40P01', '40001'];
const TRIES = 4;

/** Does a whole transaction again that PostgreSQL sacrificed to another one. */
export async function withoutConflict<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (tried >= TRIES || !CONFLICTS.includes((error as { code?: string }).code ?? '')) throw error;
    }
  }
}

/**
 * foreign_key_violation: what a row belongs to was removed between the look at it and the insert. The two keys
 * that a removal itself could break are those of accounts, which are removed after all that names them.
 */
const PARENT_GONE = '23503';

/** True when a row could not be written because what it belongs to is gone; TypeORM wraps the error of the driver. */
export function isParentGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, driverError } = error as Error & { code?: unknown; driverError?: unknown };
  return code === PARENT_GONE || (driverError !== error && isParentGone(driverError));
}
