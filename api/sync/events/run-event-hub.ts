import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { SharedRead } from '../../common';
import { isActive } from '../run/sync-run.types';
import { SyncRunQuery } from '../run/sync-run.query';
import { RunAnnouncer, toRunMessage, type RunMessage } from './run-announcer';

/** How often the database is asked for what no message told, while anybody listens. */
const LOOK_INTERVAL_MS = 1_000;
/** Transactions may commit a little out of the order of their times. */
const LOOK_BACK_MS = 2_000;

export type RunListener = (message: RunMessage) => void;

/** Everything that happens to runs, in this and in other processes, once and in order of truth. */
@Injectable()
export class RunEventHub implements OnModuleDestroy {
  private readonly listeners = new Set<RunListener>();
  private readonly lastTold = new Map<string, RunMessage>();
  private unsubscribe?: () => void;
  private timer?: NodeJS.Timeout;
  private looking = false;
  private lookedUntil: Date | null = null;
  private readonly active = new SharedRead(() => this.changedSince(null));

  constructor(
    private readonly announcer: RunAnnouncer,
    private readonly query: SyncRunQuery,
    @InjectPinoLogger(RunEventHub.name) private readonly logger: PinoLogger,
  ) {}

  /** Answers the function that ends the subscription. */
  listen(listener: RunListener): () => void {
    if (this.listeners.size === 0) this.open();
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.close();
    };
  }

  /** Active runs, and those written after `since` (database time): what a listener has to know to begin with. */
  current(since: Date | null): Promise<RunMessage[]> {
    return since === null ? this.active.get() : this.changedSince(since);
  }

  private async changedSince(since: Date | null): Promise<RunMessage[]> {
    return (await this.query.listChangedSince(since)).map((run) => toRunMessage(run));
  }

  onModuleDestroy(): void {
    this.listeners.clear();
    this.close();
  }

  private open(): void {
    this.lookedUntil = null;
    this.unsubscribe = this.announcer.onRun((message) => this.take(message, false));
    this.timer = setInterval(() => void this.look(), LOOK_INTERVAL_MS);
    this.timer.unref();
  }

  private close(): void {
    this.unsubscribe?.();
    clearInterval(this.timer);
    this.lastTold.clear();
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      this.lookedUntil ??= (await this.query.lastWrittenAt()) ?? new Date(0);
      for (const message of await this.current(new Date(this.lookedUntil.getTime() - LOOK_BACK_MS))) {
        if (message.updatedAt > this.lookedUntil.getTime()) this.lookedUntil = new Date(message.updatedAt);
        this.take(message, true);
      }
    } catch (error) {
      this.logger.debug({ err: error }, 'sync runs could not be read for listeners');
    } finally {
      this.looking = false;
    }
  }

  private take(message: RunMessage, stored: boolean): void {
    const told = this.lastTold.get(message.event.id);
    if (told && !isNews(message, told, stored)) return;
    this.lastTold.set(message.event.id, message);
    for (const listener of this.listeners) listener(message);
  }
}

/** What is stored is news when it was written later; between two writes a message tells how far the run got. */
function isNews(next: RunMessage, told: RunMessage, stored: boolean): boolean {
  if (next.updatedAt !== told.updatedAt) return next.updatedAt > told.updatedAt;
  return isActive(told.event.state) && (!stored || !isActive(next.event.state));
}
