import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import type { Principal } from '../../common';
import type { EventStream } from '../../infra/http';
import { PacedLatest } from '../events/paced-latest';
import { PlayingHub, type PlayingNews } from './playing-hub';
import { PlayingLists } from './playing-lists';

const INTERVAL_MS = 1_000;

/**
 * Feeds readers of server-sent events with what is being played: the whole list each time, at most once a
 * second. These events carry no id, so that a reader that comes back still names the last run it knows.
 */
@Injectable()
export class PlayingStreams {
  constructor(
    private readonly hub: PlayingHub,
    private readonly lists: PlayingLists,
    @InjectPinoLogger(PlayingStreams.name) private readonly logger: PinoLogger,
  ) {}

  /** Resolves when the reader has been told how things stand; what follows comes by itself. */
  async feed(stream: EventStream, principal: Principal): Promise<void> {
    let sending: Promise<void> = Promise.resolve();
    let sentAt = -Infinity;
    let told = '';
    const paced = new PacedLatest<PlayingNews>(INTERVAL_MS, ({ servers, state }) => {
      if (state === told) return;
      told = state;
      sending = sending
        .then(() => this.lists.of(principal, servers))
        .then(async (data) => {
          // A list that is made faster than the one before it would follow it too closely.
          await sleep(Math.max(0, sentAt + INTERVAL_MS - performance.now()), undefined, { ref: false });
          sentAt = performance.now();
          stream.send({ event: 'playing', data });
        })
        .catch((error: unknown) => this.giveUp(stream, error));
    });
    const stopListening = this.hub.listen((news) => paced.push('', news));
    stream.closed.addEventListener('abort', () => {
      stopListening();
      paced.close();
    });
    await this.hub.current().then(
      (news) => paced.push('', news),
      (error: unknown) => this.giveUp(stream, error),
    );
  }

  /** The reader comes back by itself. */
  private giveUp(stream: EventStream, error: unknown): void {
    this.logger.warn({ err: error }, 'What is played could not be told to a listener');
    stream.close();
  }
}
