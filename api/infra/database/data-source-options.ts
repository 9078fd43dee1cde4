import { join } from 'node:path';
import type { DataSourceOptions } from 'typeorm';
import { APPLICATION_NAME } from './other-processes';

/**
 * How much two texts may differ and still match a search: pg_trgm's word similarity from 0 to 1.
 * 0.45 lets "godfahter" find "Godfather" and keeps three-letter noise out.
 */
const WORD_SIMILARITY = 0.45;
/** Only narrows down short words, of which one letter is most of their trigrams; then letters are compared. */
const SHORT_WORD_SIMILARITY = 0.3;

/**
 * A process that freezes in the middle of a transaction must let go of its rows before its jobs' leases
 * (15 s) run out and somebody else needs them.
 */
const IDLE_IN_TRANSACTION_MS = 10_000;

/**
 * A statement that waits for what somebody else holds gives up before its request is answered by the clock (25 s), also
 * where it waits twice: it would write later what its caller was told is not done. Jobs try again by themselves.
 */
const LOCK_WAIT_MS = 10_000;

/** One set of options for the app, the migration command and the tests. */
export function dataSourceOptions(url: string, poolSize = 16): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: [join(__dirname, '../../**/*.entity.{js,ts}')],
    migrations: [join(__dirname, '../../../migrations/[0-9]*.{js,ts}')],
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    poolSize,
    // pg reports the loss of an idle connection as an event; the pool replaces it at the next query.
    poolErrorHandler: () => undefined,
    extra: {
      connectionTimeoutMillis: 4_000,
      idleTimeoutMillis: 30_000,
      // Else the kernel asks for the first time after two hours.
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      application_name: APPLICATION_NAME,
      options: [
        `-c pg_trgm.word_similarity_threshold=${WORD_SIMILARITY} -c timezone=UTC -c jit=off`,
        `-c pg_trgm.strict_word_similarity_threshold=${SHORT_WORD_SIMILARITY}`,
        `-c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS} -c lock_timeout=${LOCK_WAIT_MS}`,
      ].join(' '),
    },
  };
}
