import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import type { EventStream } from '../../infra/http';
import { PacedLatest } from './paced-latest';
import type { RunMessage } from './run-announcer';
import { RunEventHub } from './run-event-hub';

/** At most four events arrive in a second for each run, also where the way shuffles them together a little. */
const INTERVAL_MS = 300;
/** Writes may commit a little out of the order of their times. */
const LOOK_BACK_MS = 2_000;

/** Feeds readers of server-sent events. The id of an event is the time of the run's last write, in epoch ms. */
@Injectable()
export class RunEventStreams {
  constructor(
    private readonly hub: RunEventHub,
    @InjectPinoLogger(RunEventStreams.name) private readonly logger: PinoLogger,
  ) {}

  /** Resolves when the reader has been told how things stand; what follows comes by itself. */
  async feed(stream: EventStream): Promise<void> {
    const paced = new PacedLatest<RunMessage>(INTERVAL_MS, ({ event, updatedAt }) =>
      stream.send({ event: 'run', id: String(updatedAt), data: event }),
    );
    const newest = new Map<string, number>();
    const tell = (message: RunMessage) => {
      const { id } = message.event;
      if (message.updatedAt < (newest.get(id) ?? 0)) return;
      newest.set(id, message.updatedAt);
      paced.push(id, message);
    };
    const stopListening = this.hub.listen(tell);
    stream.closed.addEventListener('abort', () => {
      stopListening();
      paced.close();
    });
    try {
      for (const message of await this.hub.current(sinceOf(stream.lastEventId))) tell(message);
    } catch (error) {
      // The reader comes back by itself, with what it knows.
      this.logger.warn({ err: error }, 'The state of sync runs could not be read for a listener');
      stream.close();
    }
  }
}

function sinceOf(lastEventId: string | null): Date | null {
  const at = /^\d{1,13}$/.test(lastEventId ?? '') ? Number(lastEventId) : null;
  return at === null ? null : new Date(Math.max(0, at - LOOK_BACK_MS));
}
