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
