import { startEmulator, type Emulator } from '../../testing';
import { createServerClient } from '../testing/test-clients';
import { PLEX_ITEM_TYPES, type PlexItem, type PlexItemType } from './plex-item';
import type { PlexServerClient } from './plex-server.client';
import type { PlexSection } from './plex-server.types';

const TYPES: Record<string, PlexItemType[]> = {
  movie: ['movie'],
  show: ['show', 'season', 'episode'],
  artist: ['artist', 'album', 'track'],
};

interface Truth {
  ratingKey: string;
  type: string;
}

describe('PlexServerClient against an emulated server full of quirks', () => {
  let emulator: Emulator;
  let client: PlexServerClient;
  let sections: PlexSection[];

  beforeAll(async () => {
    emulator = await startEmulator({ movies: 900, shows: 12, artists: 8, plays: 150, quirks: 'on' });
    const [{ uri, token }] = emulator.servers;
    client = createServerClient(uri, { token, timeoutMs: 5_000 });
    sections = await client.sections();
  });
  afterAll(async () => {
    await client?.close();
    await emulator?.stop();
  });
  afterEach(() => fetch(`${emulator.control}/faults`, { method: 'DELETE' }));

  async function sweep(section: PlexSection, type: PlexItemType, size = 200): Promise<PlexItem[]> {
    const items: PlexItem[] = [];
    for (let start = 0; ;) {
      const page = await client.sectionPage({ sectionKey: section.key, type, start, size });
      items.push(...page.items);
      start += page.rowCount;
      if (start >= page.totalSize) return items;
      if (page.rowCount === 0) throw new Error(`The listing of ${section.title} ended early`);
    }
  }

  async function truth(): Promise<Truth[]> {
    const response = await fetch(`${emulator.control}/truth`);
    const lines = (await response.text()).trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Truth);
  }

  it('reads every item of every type, and each fit to be stored', async () => {
    const seen: PlexItem[] = [];
    for (const section of sections) {
      for (const type of TYPES[section.type] ?? []) seen.push(...(await sweep(section, type)));
    }
    const expected = (await truth()).filter(({ type }) => (PLEX_ITEM_TYPES as readonly string[]).includes(type));
    expect(new Set(seen.map((item) => item.ratingKey))).toEqual(
      new Set(expected.map((item) => String(item.ratingKey))),
    );
    for (const item of seen) {
      expect(item.title).not.toBe('');
      expect(JSON.stringify(item)).not.toMatch(/\\u0000|\\ud[89a-f]/);
      for (const date of [item.addedAt, item.updatedAt, item.lastViewedAt])
        expect(Number.isNaN(date?.getTime() ?? 0)).toBe(false);
      for (const part of item.versions.flatMap((version) => version.parts))
        expect(part.sizeBytes === null || part.sizeBytes > 0).toBe(true);
    }
  });

  it('reads the details and children of a show', async () => {
    const section = sections.find(({ type }) => type === 'show')!;
    const [show] = await sweep(section, 'show');
    await expect(client.metadata(show.ratingKey)).resolves.toMatchObject({ ratingKey: show.ratingKey, type: 'show' });
    const seasons = await client.children(show.ratingKey);
    expect(seasons.length).toBeGreaterThan(0);
    expect(seasons.every((season) => season.type === 'season' && season.parentRatingKey === show.ratingKey)).toBe(true);
    await expect(client.metadata('999999999')).resolves.toBeNull();
  });

  it('reads the whole history, page by page', async () => {
    const keys = new Set<string>();
    let rows = 0;
    for (let start = 0, total = 1; start < total;) {
      const page = await client.history({ start, size: 40 });
      page.items.forEach((play) => keys.add(play.historyKey));
      total = page.totalSize;
      start += page.rowCount;
      rows += page.rowCount;
      if (page.rowCount === 0) break;
    }
    expect(rows).toBeGreaterThanOrEqual(150);
    expect(keys.size).toBeGreaterThan(100);
  });

  it.each([
    { kind: 'truncated', count: 1 },
    { kind: 'drop', count: 2 },
    { kind: 'reset', count: 2 },
    { kind: 'xml', count: 1 },
    { kind: 'html', count: 1 },
    { kind: 'empty', count: 1 },
    { kind: 'invalid-json', count: 1 },
    { kind: 'status', status: 503, count: 2 },
    { kind: 'status', status: 429, retryAfter: 1, count: 1 },
    { kind: 'short-page', count: 3 },
  ])('reads everything although a page meets $kind', async (fault) => {
    const section = sections.find(({ type }) => type === 'movie')!;
    const before = await sweep(section, 'movie');
    await emulator.call('faults', { ...fault, path: '/library/sections/*' });
    const after = await sweep(section, 'movie');
    expect(after.map((item) => item.ratingKey)).toEqual(before.map((item) => item.ratingKey));
  });

  it.each([
    [{ kind: 'truncated' }, 'malformed'],
    [{ kind: 'html' }, 'malformed'],
    [{ kind: 'empty' }, 'malformed'],
    [{ kind: 'empty-page' }, undefined],
    [{ kind: 'drop' }, 'unreachable'],
    [{ kind: 'oversized', megabytes: 80 }, 'too-large'],
    [{ kind: 'status', status: 401 }, 'unauthorized'],
  ])('never takes %j that goes on for the end of a library', async (fault, expected) => {
    const section = sections.find(({ type }) => type === 'movie')!;
    await emulator.call('faults', { ...fault, path: '/library/sections/*' });
    await expect(sweep(section, 'movie', 8)).rejects.toMatchObject(expected ? { fault: expected } : {});
  });
});
