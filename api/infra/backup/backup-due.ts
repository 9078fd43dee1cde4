import type { LastBackup } from './last-backup.repository';

const DAY_MS = 86_400_000;
/** In the machine's own zone. */
const HOUR = 3;
const RETRY_FAILED_MS = 3_600_000;
/** Whoever began it and says nothing for so long is gone. */
const GIVE_UP_RUNNING_MS = 6 * 3_600_000;

/** Once each night, and again an hour after one that failed. A night that was slept through is made up for. */
export function isBackupDue(last: LastBackup | null, now: Date): boolean {
  if (!last) return true;
  const startedAt = Date.parse(last.startedAt);
  const ageMs = now.getTime() - startedAt;
  // A clock that was put back must not hold backups up for days; an hour of difference is no reason for one more.
  if (ageMs < -DAY_MS) return true;
  if (last.outcome === 'running') return ageMs > GIVE_UP_RUNNING_MS;
  if (last.outcome === 'failed') return ageMs > RETRY_FAILED_MS;
  return startedAt < lastNight(now).getTime();
}

function lastNight(now: Date): Date {
  const night = new Date(now);
  night.setHours(HOUR, 0, 0, 0);
  if (night > now) night.setDate(night.getDate() - 1);
  return night;
}
