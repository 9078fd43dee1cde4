import { Global, Injectable, Module } from '@nestjs/common';
import { SyncStatus, type ServerSync } from './ai';
import { DashboardServers, SyncModule } from './sync';

/** What the assistant is told of syncs: a part of what the dashboard shows. */
@Injectable()
class DashboardSyncStatus extends SyncStatus {
  constructor(private readonly dashboard: DashboardServers) {
    super();
  }

  async servers(): Promise<ServerSync[]> {
    const { items } = await this.dashboard.list();
    return items.map(({ name, status, lastSync, nextSync, itemCount }) => ({
      serverName: name,
      status,
      lastRun: lastSync && {
        mode: lastSync.mode,
        state: lastSync.state,
        createdAt: lastSync.createdAt,
        finishedAt: lastSync.finishedAt,
      },
      nextRunAt: nextSync?.at ?? null,
      itemCount,
    }));
  }
}

/** Ties `ai` to `sync`, which do not know each other. */
@Global()
@Module({
  imports: [SyncModule],
  providers: [{ provide: SyncStatus, useClass: DashboardSyncStatus }],
  exports: [SyncStatus],
})
export class SyncStatusModule {}
