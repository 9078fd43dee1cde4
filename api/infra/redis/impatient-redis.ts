import { Redis } from 'ioredis';

const COMMAND_TIMEOUT_MS = 500;
/** A connection that answers nothing for so long may be dead while Redis is well; another is opened. */
const SILENT_MS = 2_000;

/** For what a request waits for and can do without: a command fails at once while Redis is away. */
export function impatientRedis(url: string, commandTimeoutMs = COMMAND_TIMEOUT_MS): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    socketTimeout: Math.max(SILENT_MS, commandTimeoutMs),
    retryStrategy: (attempt) => Math.min(attempt * 200, 2_000),
  });
  // An unheard error event would end the process; the health check reports Redis.
  redis.on('error', () => undefined);
  return redis;
}
