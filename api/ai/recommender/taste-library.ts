import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
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
/** Whoever asks for nothing any more gets the memory back. */
const IDLE_MS = 30 * 60_000;

/**
 * What the libraries hold and who watched what, in memory, read when somebody asks and again when it has changed:
 * who asks meanwhile gets the one before. What a list names is checked against the database in any case.
 */
@Injectable()
export class TasteLibrary implements OnApplicationShutdown {
  private held: { tastes: Tastes; state: string; lookedAt: number } | null = null;
  private reading: Promise<Tastes> | null = null;
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly query: TitlesQuery,
    @InjectPinoLogger(TasteLibrary.name) private readonly logger: PinoLogger,
  ) {}

  onApplicationShutdown(): void {
    clearTimeout(this.idle);
  }

  async tastes(): Promise<Tastes> {
    this.stayAwake();
    if (!this.held) return this.read();
    if (await this.isOutdated(this.held))
      this.read().catch((err: unknown) => this.logger.warn({ err }, 'The titles to recommend cannot be read'));
    return this.held.tastes;
  }

  private async isOutdated(held: NonNullable<TasteLibrary['held']>): Promise<boolean> {
    if (Date.now() - held.lookedAt < LOOK_EVERY_MS) return false;
    held.lookedAt = Date.now();
    if (Date.now() - held.tastes.asOf.getTime() > OUTDATED_MS) return true;
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
    const others = coWatching(await this.pairs(index), index, asOf.getTime());
    const tastes = { index, others, asOf };
    this.held = { tastes, state, lookedAt: Date.now() };
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

  private stayAwake(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => (this.held = null), IDLE_MS).unref();
  }
}
