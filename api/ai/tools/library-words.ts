import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Principal } from '../../common';
import { ItemBrowser, VisibleSections, type ItemCardDto } from '../../library';

/** Words that the libraries of one caller know, the most frequent first. */
export interface Vocabulary {
  genres: string[];
  contentRatings: string[];
  resolutions: string[];
}

/** Genres change rarely, and counting them reads every title. */
const HELD_MS = 60_000;

/** What genres, ratings and resolutions there are among what a caller may see. */
@Injectable()
export class LibraryWords {
  private readonly held = new LRUCache<string, Promise<Vocabulary>>({ max: 200, ttl: HELD_MS });

  constructor(
    private readonly browser: ItemBrowser,
    private readonly visible: VisibleSections,
  ) {}

  /** @param type of titles; without one of movies, shows and artists */
  async of(principal: Principal, type?: ItemCardDto['type']): Promise<Vocabulary> {
    // By what is seen, not by who sees it: where a share ends, its words end.
    const ids = (await this.visible.list(principal)).map(({ id }) => id);
    const key = `${type ?? ''}:${ids.join(',')}`;
    const held = this.held.get(key);
    if (held) return held;
    const read = this.read(principal, type);
    this.held.set(key, read);
    read.catch(() => this.held.peek(key) === read && this.held.delete(key));
    return read;
  }

  private async read(principal: Principal, type: ItemCardDto['type'] | undefined): Promise<Vocabulary> {
    const { genres, contentRatings, resolutions } = await this.browser.facets(principal, { type });
    const values = (facet: readonly { value: string }[]) => facet.map(({ value }) => value);
    return {
      genres: values(genres),
      contentRatings: values(contentRatings),
      resolutions: values(resolutions),
    };
  }
}
