import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { AppConfig } from '../../infra/config';
import { coWatching, TitleIndexBuilder, type CoWatching, type TitleIndex } from './engine';
import { TitlesQuery } from './titles.query';

export interface Tastes {
  index: TitleIndex;
  others: CoWatching;
  /** When the libraries and the history were read. */
  asOf: Date;
}

/** Some 300 bytes each: the memory of all of them stays under 100 MB. */
const MOST_TITLES = 150_000;
/** The libraries are looked at for changes no more often than this. */
const LOOK_EVERY_MS = 15_000;
/** Plays alone change no library. */
const OUTDATED_MS = 30 * 60_000;
/** The first list after a start is not to wait for seconds of reading; a start has more to do than that. */
const WARM_AFTER_MS = 10_000;
/** So that the list after a sync is one of what came with it. */
const FOLLOW_EVERY_MS = 5 * 60_000;
/** Where nobody asks for anything any more the memory is given back. */
const IDLE_MS = 12 * 60 * 60_000;

/**
 * What the libraries hold and who watched what, in memory, read soon after the start and again when it has changed:
 * who asks meanwhile gets the one before. What a list names is checked against the database in any case.
 */
@Injectable()
export class TasteLibrary implements OnApplicationBootstrap, OnApplicationShutdown {
  private held: { tastes: Tastes; state: string; lookedAt: number } | null = null;
  private reading: Promise<Tastes> | null = null;
  private warming: NodeJS.Timeout | undefined;
  private following: NodeJS.Timeout | undefined;
  private askedAt = Date.now();

  constructor(
    private readonly query: TitlesQuery,
    private readonly config: AppConfig,
    @InjectPinoLogger(TasteLibrary.name) private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'worker') return;
    this.warming = setTimeout(() => void this.follow(), WARM_AFTER_MS).unref();
    this.following = setInterval(() => void this.follow(), FOLLOW_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearTimeout(this.warming);
    clearInterval(this.following);
  }

  async tastes(): Promise<Tastes> {
    this.askedAt = Date.now();
    const { held } = this;
    if (!held) return this.read();
    if (await this.isOutdated(held)) this.readBehind();
    return held.tastes;
  }

  private async follow(): Promise<void> {
    if (Date.now() - this.askedAt > IDLE_MS) {
      this.held = null;
      return;
    }
    try {
      const isDue = this.held === null || (await this.isOutdated(this.held));
      // A sync needs the memory and the database itself, and leaves something else behind.
      if (isDue && (await this.query.isSettled())) this.readBehind();
    } catch (err) {
      this.logger.warn({ err }, 'Whether the titles to recommend have changed cannot be read');
    }
  }

  private readBehind(): void {
    this.read().catch((err: unknown) => this.logger.warn({ err }, 'The titles to recommend cannot be read'));
  }

  private async isOutdated(held: NonNullable<TasteLibrary['held']>): Promise<boolean> {
    // A clock that was set back makes what was seen lie in the future: it is old all the same.
    if (Math.abs(Date.now() - held.lookedAt) < LOOK_EVERY_MS) return false;
    held.lookedAt = Date.now();
    if (Math.abs(Date.now() - held.tastes.asOf.getTime()) > OUTDATED_MS) return true;
    return (await this.query.state()) !== held.state;
  }

  private read(): Promise<Tastes> {
    this.reading ??= this.readNow().finally(() => (this.reading = null));
    return this.reading;
  }

  private async readNow(): Promise<Tastes> {
    const asOf = new Date();
    const state = await this.query.state();
    const builder = new TitleIndexBuilder();
    for await (const facts of this.query.titles(MOST_TITLES)) builder.add(facts);
    const index = await builder.build();
    const others = await coWatching(await this.pairs(index), index, asOf.getTime());
    const tastes = { index, others, asOf };
    // Before the first sync there is nothing to hold: whoever asks after it must not be told so.
    this.held = index.size === 0 ? null : { tastes, state, lookedAt: Date.now() };
    this.logger.info(
      { titles: index.size, people: others.personCount, ms: Date.now() - asOf.getTime() },
      'Tastes read',
    );
    return tastes;
  }

  private async pairs(index: TitleIndex): Promise<[string, number][]> {
    const pairs: [string, number][] = [];
    for await (const { accountId, itemIds } of this.query.finished()) {
      const works = new Set<number>();
      for (const id of itemIds) {
        const row = index.row(id);
        if (row !== undefined) works.add(index.works[row]);
      }
      for (const work of works) pairs.push([accountId, work]);
    }
    return pairs;
  }
}
