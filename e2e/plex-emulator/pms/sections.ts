import type { ItemType } from '../catalog/keys';

export interface Section {
  key: string;
  type: 'movie' | 'show' | 'artist';
  title: string;
  agent: string;
  scanner: string;
  uuid: string;
  path: string;
  createdAt: number;
  scannedAt: number;
  refreshing: boolean;
}

const CREATED_BEFORE_SECONDS = 4 * 365 * 86_400 + 86_400;

export function defaultSections(uuid: (name: string) => string, epoch: number): Section[] {
  const common = { createdAt: epoch - CREATED_BEFORE_SECONDS, scannedAt: epoch - 1800, refreshing: false };
  return [
    {
      key: '1',
      type: 'movie',
      title: 'Films',
      agent: 'tv.plex.agents.movie',
      scanner: 'Plex Movie',
      uuid: uuid('films'),
      path: '/data/Movies',
      ...common,
    },
    {
      key: '2',
      type: 'show',
      title: 'Series',
      agent: 'tv.plex.agents.series',
      scanner: 'Plex TV Series',
      uuid: uuid('series'),
      path: '/data/TV',
      ...common,
    },
    {
      key: '3',
      type: 'artist',
      title: 'Music',
      agent: 'tv.plex.agents.music',
      scanner: 'Plex Music',
      uuid: uuid('music'),
      path: '/data/Music',
      ...common,
    },
  ];
}

const TYPES: Record<Section['type'], readonly ItemType[]> = {
  movie: ['movie'],
  show: ['show', 'season', 'episode'],
  artist: ['artist', 'album', 'track'],
};

export const sectionHolds = (section: Section, type: ItemType): boolean => TYPES[section.type].includes(type);

export const leafType = (section: Section): ItemType => TYPES[section.type][TYPES[section.type].length - 1];

const SECTION_OF: Record<string, string> = {
  movie: '1',
  show: '2',
  season: '2',
  episode: '2',
  artist: '3',
  album: '3',
  track: '3',
};

export const sectionKeyOf = (type: ItemType): string => SECTION_OF[type] ?? '1';
