import { below, draw, pick, unit } from '../core/hash';
import { DAY_SECONDS } from '../core/clock';
import type { Catalog } from '../catalog/catalog';
import { artistKey, movieKey, showKey } from '../catalog/keys';
import type { Views } from './views';

/** One row of the watch history. */
export interface Play {
  historyKey: number;
  ratingKey: number;
  /** The server's number: 1 is the owner. */
  accountId: number;
  viewedAt: number;
  deviceId: number;
}

export interface Viewer {
  accountId: number;
  /** Share of all sittings. */
  weight: number;
  sections: ReadonlySet<string>;
}

export const DEVICES = [
  { id: 1, name: 'Living Room TV', platform: 'webOS', product: 'Plex for LG' },
  { id: 2, name: 'Pixel', platform: 'Android', product: 'Plex for Android' },
  { id: 3, name: 'Chromium', platform: 'Linux', product: 'Plex Web' },
  { id: 4, name: 'Kitchen Tablet', platform: 'iOS', product: 'Plex for iOS' },
] as const;

const HISTORY_DAYS = 730;
const HOURS = [7, 12, 13, 15, 17, 18, 19, 19, 20, 20, 20, 21, 21, 21, 22, 22, 23, 0] as const;
const SALT = { account: 1, kind: 2, hour: 3, minute: 4, title: 5, length: 6, device: 7, rating: 8 };
const ATTEMPTS = 6;
const FAVOURITE_STEP = 7_919;
/** Beyond the largest library there can be: such keys have a title, but never an item. */
const LONG_DELETED = 1_900_000;

/** The watch history: generated once from the seed, then appended to by plays that happen. */
export class Plays {
  readonly rows: Play[] = [];
  private lastHistoryKey = 0;
  private readonly positions = new Map<string, number>();

  constructor(
    private readonly catalog: Catalog,
    private readonly views: Views,
  ) {}

  /** About `count` rows over the last two years, oldest first. */
  generate(count: number, viewers: readonly Viewer[]): void {
    const { epoch, serverSeed } = this.catalog.scope;
    const start = epoch - HISTORY_DAYS * DAY_SECONDS;
    // Where there are films only, more than half of the sittings find nothing to watch.
    for (let sitting = 0; this.rows.length < count && sitting < 4 * count;) {
      const h = draw(serverSeed ^ 0x91a7, sitting++);
      const day = Math.floor((this.rows.length / count) * HISTORY_DAYS);
      const at = start + day * DAY_SECONDS + pick(h, SALT.hour, HOURS) * 3600 + below(h, SALT.minute, 3600);
      this.sit(h, this.viewerOf(h, viewers), Math.min(at, epoch - 3600));
    }
    this.addEarlyViews();
    this.addOddRows();
    this.rows.sort((a, b) => a.viewedAt - b.viewedAt);
    this.rows.forEach((row, i) => {
      row.historyKey = i + 1;
    });
    this.lastHistoryKey = this.rows.length;
  }

  viewerOf(h: number, viewers: readonly Viewer[]): Viewer {
    let roll = unit(h, SALT.account) * viewers.reduce((sum, viewer) => sum + viewer.weight, 0);
    for (const viewer of viewers) if ((roll -= viewer.weight) < 0) return viewer;
    return viewers[0];
  }

  private sit(h: number, viewer: Viewer, at: number): void {
    let time = at;
    for (const key of this.choose(h, viewer, at)) {
      this.record(key, viewer.accountId, time, pick(h, SALT.device, DEVICES).id);
      const minutes = key >= artistKey(0) ? 4 : key >= showKey(0) ? 45 : 120;
      time += minutes * 60;
    }
  }

  /** What somebody would watch now, in order. */
  choose(h: number, viewer: Viewer, at: number): number[] {
    const roll = unit(h, SALT.kind);
    if (roll < 0.55 && viewer.sections.has('2')) return this.chooseEpisodes(h, viewer, at);
    if (roll < 0.65 && viewer.sections.has('3')) return this.chooseTracks(h);
    return viewer.sections.has('1') ? this.chooseMovie(h, at) : [];
  }

  private chooseMovie(h: number, at: number): number[] {
    const count = this.catalog.topCount('movie');
    for (let i = 0; i < ATTEMPTS && count > 0; i++) {
      // The power makes favourites, the step scatters them; nobody watches a film before it is there.
      const key = movieKey((Math.floor(unit(h, SALT.title + i * 16) ** 1.4 * count) * FAVOURITE_STEP) % count);
      if (this.catalog.addedAt(key) < at) return [key];
    }
    return [];
  }

  /** People watch a series in order, a few episodes at a time. */
  private chooseEpisodes(h: number, viewer: Viewer, at: number): number[] {
    const count = this.catalog.topCount('show');
    if (count === 0) return [];
    const show = showKey(Math.floor(unit(h, SALT.title) ** 2 * count));
    const leaves = this.catalog.leafKeys(show);
    const mark = `${viewer.accountId}:${show}`;
    const from = this.positions.get(mark) ?? 0;
    const chosen = leaves
      .slice(from, from + 1 + below(h, SALT.length, 4))
      .filter((key) => this.catalog.addedAt(key) < at);
    this.positions.set(mark, from + chosen.length >= leaves.length ? 0 : from + chosen.length);
    return chosen;
  }

  private chooseTracks(h: number): number[] {
    const count = this.catalog.topCount('artist');
    if (count === 0) return [];
    return this.catalog.leafKeys(artistKey(below(h, SALT.title, count))).slice(0, 2 + below(h, SALT.length, 6));
  }

  /** Views older than the item itself: what a re-added film looks like. */
  private addEarlyViews(): void {
    if (!this.catalog.scope.quirksOn) return;
    const count = Math.min(this.catalog.topCount('movie'), 20_000);
    for (let i = 0; i < count; i++) {
      const key = movieKey(i);
      if (this.catalog.quirksOf(key).includes('viewed-before-added'))
        this.record(key, 1, this.catalog.addedAt(key) - 30 * DAY_SECONDS, 1);
    }
  }

  /** What old databases hold: rows of items long deleted, the same view twice, views without an account. */
  private addOddRows(): void {
    const { quirksOn, serverSeed } = this.catalog.scope;
    if (!quirksOn) return;
    for (const play of this.rows.slice()) {
      const roll = draw(serverSeed, 41_000_000 + play.historyKey) % 1000;
      const row = { ...play, historyKey: ++this.lastHistoryKey };
      if (roll < 8) this.rows.push({ ...row, ratingKey: movieKey(LONG_DELETED + roll) });
      else if (roll < 14) this.rows.push(row);
      else if (roll < 20) this.rows.push({ ...row, accountId: 0, viewedAt: play.viewedAt + 60 });
    }
  }

  private record(ratingKey: number, accountId: number, viewedAt: number, deviceId: number): Play {
    const play = { historyKey: ++this.lastHistoryKey, ratingKey, accountId, viewedAt, deviceId };
    this.rows.push(play);
    this.views.watched(accountId, ratingKey, viewedAt);
    return play;
  }

  /** A play that happens now (or is put in by a test); rows stay in order of time. */
  add(ratingKey: number, accountId: number, viewedAt: number, deviceId = 1): Play {
    const play = this.record(ratingKey, accountId, viewedAt, deviceId);
    if (this.rows.length > 1 && this.rows[this.rows.length - 2].viewedAt > viewedAt)
      this.rows.sort((a, b) => a.viewedAt - b.viewedAt);
    return play;
  }

  remove(historyKey: number): boolean {
    const at = this.rows.findIndex((row) => row.historyKey === historyKey);
    if (at < 0) return false;
    this.rows.splice(at, 1);
    return true;
  }
}
