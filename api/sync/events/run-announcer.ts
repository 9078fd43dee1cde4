import { Injectable } from '@nestjs/common';
import { Broadcast } from '../../infra/broadcast';
import type { SyncRunEventDto } from '../run/sync-run.dto';
import { toSyncRunDto } from '../run/sync-run.mapper';
import type { SyncRun } from '../run/sync-run.types';

/** Carries the state of runs to every process. */
const RUN_CHANNEL = 'sync-run';
/** Carries ids of runs that a person wants stopped. */
const STOP_CHANNEL = 'sync-run-stop';

export interface Pace {
  itemsPerSecond: number | null;
  etaMs: number | null;
}

export interface RunMessage {
  event: SyncRunEventDto;
  /** Database time of the run's last write, epoch ms: of two messages the later one is true. */
  updatedAt: number;
}

/** Tells every process how a run stands. A lost message is made up for by the listeners' look into the database. */
@Injectable()
export class RunAnnouncer {
  constructor(private readonly broadcast: Broadcast) {}

  announce(run: SyncRun, pace?: Pace): void {
    this.broadcast.publish(RUN_CHANNEL, toRunMessage(run, pace));
  }

  askToStop(runId: string): void {
    this.broadcast.publish(STOP_CHANNEL, runId);
  }

  /** Answers the function that ends the subscription. */
  onStop(runId: string, stop: () => void): () => void {
    return this.broadcast.subscribe<string>(STOP_CHANNEL, (id) => id === runId && stop());
  }

  onRun(listener: (message: RunMessage) => void): () => void {
    return this.broadcast.subscribe<RunMessage>(RUN_CHANNEL, listener);
  }
}

export function toRunMessage(run: SyncRun, pace: Pace = { itemsPerSecond: null, etaMs: null }): RunMessage {
  return { event: { ...toSyncRunDto(run), ...pace }, updatedAt: run.updatedAt.getTime() };
}
