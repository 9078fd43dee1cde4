import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { AudioLanguages, ItemBrowser, type InnerFilter, type ItemListQuery } from '../../library';
import { say, type Said } from '../said/said';
import { languageNamed } from './language-words';

type Filters = Partial<ItemListQuery> & InnerFilter;

interface Look {
  signal?: AbortSignal;
  isFirst?: boolean;
}

/** How a list of titles in a language came about. */
export interface Spoken {
  /** Sentences about what of it is not known. */
  caveats: Said[];
  /** What an empty list says: where not all is known, what is not may match. */
  empty: Said;
}

/** Nobody asked for a language. */
const ALL: Spoken = { caveats: [], empty: say('nothing-matches') };

/** Makes known which titles are spoken in a language before they are listed, and says of how many it is. */
@Injectable()
export class SpokenTitles {
  constructor(
    private readonly audio: AudioLanguages,
    private readonly browser: ItemBrowser,
  ) {}

  /** Of a listing with these filters; behind its first page nothing is read any more. */
  async listed(principal: Principal, query: Filters, { signal, isFirst = true }: Look = {}): Promise<Spoken> {
    if (query.audioLanguage === undefined) return ALL;
    if (languageNamed(query.audioLanguage) === null) return noLanguage(query.audioLanguage);
    const others = { ...query, cursor: undefined, audioLanguage: undefined } as ItemListQuery;
    const isRead = !isFirst || (await this.audio.readListed(principal, others, signal));
    const [all, told] = await Promise.all([
      this.browser.count(principal, others),
      this.browser.count(principal, { ...others, audioTold: true }),
    ]);
    return spoken(query, { isRead, all: all.count, told: told.count });
  }

  /** Of some titles, as far as the other filters hold for them. */
  async among(principal: Principal, ids: readonly string[], query: Filters): Promise<Spoken> {
    if (query.audioLanguage === undefined) return ALL;
    const isRead = await this.audio.readAmong(principal, ids, query);
    const others = { ...query, audioLanguage: undefined };
    const [all, told] = await Promise.all([
      this.browser.among(principal, ids, others),
      this.browser.among(principal, ids, { ...others, audioTold: true }),
    ]);
    return spoken(query, { isRead, all: all.size, told: told.size });
  }
}

function noLanguage(word: string): Spoken {
  return { caveats: [say('no-language', { language: word })], empty: say('nothing-matches') };
}

function spoken(
  { type, audioLanguage }: Filters,
  { isRead, all, told }: { isRead: boolean; all: number; told: number },
): Spoken {
  const byEpisode = told > 0 && (type === undefined || type === 'show' || type === 'season');
  return {
    empty: told === all ? say('nothing-matches') : say('nothing-spoken', { language: audioLanguage! }),
    caveats: [
      ...(isRead ? [] : [say('audio-not-told')]),
      ...(told < all ? [say('audio-told-of', { told, count: all })] : []),
      ...(byEpisode ? [say('audio-by-episode')] : []),
    ],
  };
}
