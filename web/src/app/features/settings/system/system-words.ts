import type { Dependency, System } from '../../../api/types';
import { UNKNOWN, formatBytes, formatCount, formatDuration, formatExact, formatSpan } from '../../../ui/format';
import type { StatusTone } from '../../../ui/status-chip';

const KINDS: Record<Dependency['kind'], () => string> = {
  database: () => $localize`Database`,
  queue: () => $localize`Job queue`,
  redis: () => 'Redis',
  storage: () => $localize`Data folder`,
  plex: () => $localize`Media server`,
};

export function dependencyName({ kind, name }: Dependency): { kind: string; name: string } {
  return { kind: KINDS[kind](), name: kind === 'plex' ? name : '' };
}

export function dependencyStatus(status: Dependency['status']): { tone: StatusTone; label: string } {
  if (status === 'up') return { tone: 'good', label: $localize`Up` };
  if (status === 'degraded') return { tone: 'warn', label: $localize`Degraded` };
  return { tone: 'bad', label: $localize`Down` };
}

export function latencyWords(latencyMs: number | null): string {
  if (latencyMs === null) return $localize`not asked`;
  const shown = formatCount(Math.round(latencyMs));
  return latencyMs < 1000 ? $localize`${shown}:count: ms` : formatSpan(latencyMs);
}

export interface Fact {
  label: string;
  value: string;
}

const fact = (label: string, value: string | null): Fact => ({ label, value: value || UNKNOWN });

const ROLES: Record<System['process']['role'], () => string> = {
  all: () => $localize`serves and works, all in one`,
  api: () => $localize`serves; other processes work`,
  worker: () => $localize`works; other processes serve`,
};

export function processFacts({ version, node, platform, process, timeZone }: System): Fact[] {
  return [
    fact('SmartPlex', version),
    fact('Node.js', node),
    fact($localize`Machine`, platform),
    fact($localize`Process`, $localize`${process.pid}:pid:, ${ROLES[process.role]()}:role:`),
    fact($localize`Running for`, formatDuration(process.uptimeMs)),
    fact($localize`Memory`, formatBytes(process.memoryBytes)),
    fact($localize`Time zone`, timeZone),
  ];
}

export function figureFacts({ figures }: System): Fact[] {
  const of = (all: number, failed: number): string => {
    const [count, wrong] = [formatCount(all), formatCount(failed)];
    return $localize`${count}:count:, ${wrong}:failed: failed`;
  };
  const [posters, kept] = [formatCount(figures.posters), formatCount(figures.postersFromDisk)];
  return [
    fact($localize`Requests answered`, of(figures.requests, figures.failedRequests)),
    fact($localize`Calls to Plex and AI`, of(figures.upstreamCalls, figures.failedUpstreamCalls)),
    fact($localize`Posters asked for`, $localize`${posters}:count:, ${kept}:kept: were on disk`),
    fact($localize`Tokens of the AI provider`, formatCount(figures.aiTokens)),
    fact($localize`Event loop late by`, figures.eventLoopLagMs === null ? '' : latencyWords(figures.eventLoopLagMs)),
  ];
}

export function storeFacts({ database, redis, storage, lastBackup }: System): Fact[] {
  const { pool } = database;
  return [
    fact('PostgreSQL', database.version),
    fact($localize`Kind`, database.embedded ? $localize`embedded, in the data folder` : $localize`external`),
    fact($localize`Size`, formatBytes(database.sizeBytes)),
    fact(
      $localize`Connections`,
      $localize`${pool.open}:open: of ${pool.max}:max: open, ${pool.idle}:idle: idle, ${pool.waiting}:waiting: waiting`,
    ),
    fact($localize`Schema`, schemaWords(database.schema)),
    fact('Redis', redis === null ? $localize`not used` : redis.version),
    fact($localize`Free on disk`, diskWords(storage)),
    fact($localize`Last nightly backup`, backupWords(lastBackup)),
  ];
}

function schemaWords(schema: System['database']['schema']): string {
  if (schema === null) return '';
  const [applied, pending] = [formatCount(schema.applied), formatCount(schema.pending)];
  return schema.pending === 0
    ? $localize`${applied}:count: migrations applied, none pending`
    : $localize`${applied}:count: migrations applied, ${pending}:pending: pending`;
}

function diskWords({ freeBytes, totalBytes }: System['storage']): string {
  return freeBytes === null ? '' : $localize`${formatBytes(freeBytes)}:free: of ${formatBytes(totalBytes)}:total:`;
}

function backupWords(last: System['lastBackup']): string {
  if (last === null) return $localize`none yet`;
  const [begun, size] = [formatExact(Date.parse(last.startedAt)), formatBytes(last.sizeBytes)];
  if (last.outcome === 'succeeded') return $localize`${begun}:time:, ${size}:size:`;
  if (last.outcome === 'running') return $localize`running since ${begun}:time:`;
  if (last.errorCode === 'folder-unwritable') {
    return $localize`failed ${begun}:time:: the folder backups in DATA_DIR cannot be written into`;
  }
  return last.errorCode === 'disk-full'
    ? $localize`failed ${begun}:time:: the disk is full`
    : $localize`failed ${begun}:time:: the log says why`;
}

type Jobs = NonNullable<System['jobs']>;

export interface JobRow {
  name: string;
  queued: string;
  planned: string;
  running: string;
  succeeded: string;
  failed: string;
  /** Something of it failed. */
  wrong: boolean;
}

/** One line a kind, by name. */
export function jobRows({ counts }: Jobs): JobRow[] {
  const names = [...new Set(counts.map(({ name }) => name))].sort();
  return names.map((name) => {
    const of = (state: Jobs['counts'][number]['state']): number =>
      counts.find((each) => each.name === name && each.state === state)?.count ?? 0;
    return {
      name,
      queued: formatCount(of('queued')),
      planned: formatCount(of('planned')),
      running: formatCount(of('running')),
      succeeded: formatCount(of('succeeded')),
      failed: formatCount(of('failed')),
      wrong: of('failed') > 0,
    };
  });
}
