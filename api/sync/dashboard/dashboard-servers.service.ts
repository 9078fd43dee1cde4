import { Injectable } from '@nestjs/common';
import { forecastOf, ServerGrowth, type ServerFigures, type SizeDay } from '../../library';
import { ServerRegistry, type PlexServer } from '../../plex';
import type { SyncScheduleDto } from '../schedule/sync-schedule.dto';
import { SyncScheduleService } from '../schedule/sync-schedule.service';
import type { DashboardServerDto, DashboardServersDto, LastSyncDto, SizePointDto } from './dashboard-servers.dto';
import { DashboardServersQuery, type NewestRun } from './dashboard-servers.query';

const DAYS = 90;

interface Facts {
  figures: Map<string, ServerFigures>;
  days: Map<string, SizeDay[]>;
  runs: Map<string, NewestRun>;
  listening: Set<string>;
  schedule: SyncScheduleDto;
  now: Date;
}

/** How the servers stand, and how they grow. */
@Injectable()
export class DashboardServers {
  constructor(
    private readonly registry: ServerRegistry,
    private readonly growth: ServerGrowth,
    private readonly query: DashboardServersQuery,
    private readonly schedule: SyncScheduleService,
  ) {}

  async list(now = new Date()): Promise<DashboardServersDto> {
    const [servers, figures, days, runs, listening, schedule] = await Promise.all([
      this.registry.list(),
      this.growth.figures(),
      this.growth.days(DAYS, now),
      this.query.newestRuns(),
      this.query.listening(),
      this.schedule.get(),
    ]);
    const facts = { figures, days, runs, listening, schedule, now };
    const sorted = servers.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
    return { items: sorted.map((server) => toServer(server, facts)), nextCursor: null };
  }
}

function toServer(server: PlexServer, facts: Facts): DashboardServerDto {
  const { id, name, version, status, lastSeenAt } = server;
  const figures = facts.figures.get(id);
  const today = facts.now.toISOString().slice(0, 10);
  const days = withToday(facts.days.get(id) ?? [], figures, today);
  const next = facts.schedule.nextRuns.find(({ serverId }) => serverId === id);
  return {
    id,
    name,
    version,
    status,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    listening: facts.listening.has(id),
    lastSync: toLastSync(facts.runs.get(id)),
    nextSync: next ? { mode: next.mode, at: next.at } : null,
    ...toFigures(figures),
    growth: days.map(toPoint),
    forecast: forecastOf(days, today),
  };
}

function toFigures(figures: ServerFigures | undefined) {
  const { sectionCount = 0, itemCount = null, leafCount = null, sizeBytes = null } = figures ?? {};
  return { sectionCount, itemCount, leafCount, sizeBytes };
}

/** The day that is not over yet is as things stand now, also where that is newer than the last sync's end. */
function withToday(days: SizeDay[], figures: ServerFigures | undefined, today: string): SizeDay[] {
  if (!figures || figures.sizeBytes === null || days.length === 0) return days;
  const { itemCount, leafCount, sizeBytes } = figures;
  const now = { itemCount: itemCount ?? 0, leafCount: leafCount ?? 0, sizeBytes, derived: false };
  return days.map((day) => (day.date === today ? { ...day, ...now } : day));
}

function toPoint({ date, sizeBytes, itemCount, leafCount, derived }: SizeDay): SizePointDto {
  return { date, sizeBytes, itemCount, leafCount, derived };
}

function toLastSync(run: NewestRun | undefined): LastSyncDto | null {
  if (!run) return null;
  const { runId, mode, state, createdAt, finishedAt, errorCode } = run;
  return {
    runId,
    mode,
    state,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    errorCode,
  };
}
