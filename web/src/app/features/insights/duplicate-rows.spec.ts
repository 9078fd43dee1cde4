import type { DuplicateCopy, DuplicateGroup } from '../../api/types';
import { DUPLICATE_CSV, choiceLines, copyRow, groupContext, keep, overlap } from './duplicate-rows';

const copy = (itemId: string, versionIndex: number, change: Partial<DuplicateCopy> = {}): DuplicateCopy => ({
  itemId,
  versionIndex,
  serverId: 's',
  serverName: 'Attic',
  sectionId: 'l',
  sectionTitle: 'Films',
  resolution: '4k',
  videoCodec: 'hevc',
  container: 'mkv',
  bitrateKbps: 40_000,
  hdr: true,
  bytes: 9_000,
  frees: 4_000,
  addedAt: '2024-03-05T00:00:00.000Z',
  plays: 3,
  ...change,
});
const group = (id: string, copies: DuplicateCopy[], change: Partial<DuplicateGroup> = {}): DuplicateGroup => ({
  id,
  kind: 'versions',
  type: 'movie',
  title: 'Alien',
  year: 1979,
  editionTitle: null,
  grandparentTitle: null,
  parentIndex: null,
  index: null,
  posterUrl: null,
  freeableBytes: 4_000,
  copies,
  ...change,
});

test('a copy says what it is, and unknown where Plex does not', () => {
  const row = copyRow(copy('1', 0));
  expect([row.where, row.quality, row.bitrate]).toEqual(['Attic · Films', '4K HDR', '40,000 kbit/s']);
  expect(row.keep).toBe('Keep the copy in Attic · Films, 4K HDR, 9.00 kB');
  const bare = copyRow(
    copy('1', 0, {
      resolution: null,
      videoCodec: null,
      container: null,
      bitrateKbps: null,
      bytes: null,
      frees: null,
      plays: null,
    }),
  );
  expect([bare.quality, bare.video, bare.container, bare.bitrate, bare.size, bare.frees, bare.plays]).toEqual(
    new Array<string>(7).fill('unknown'),
  );
});

test('titles of one name are told apart by year, edition and place', () => {
  expect(groupContext(group('1', [], { editionTitle: "Director's cut" }))).toBe("1979 · Director's cut");
  const episode = { type: 'episode', grandparentTitle: 'Show', parentIndex: 1, index: 2 } as const;
  expect(groupContext(group('1', [], episode))).toBe('Show · S1 · E2');
});

test('choices that share a copy are noticed', () => {
  const [a, b, c] = [copy('1', 0), copy('2', 0), copy('3', 0)];
  const first = keep(group('g', [a, b]), a);
  expect(overlap([first, keep(group('h', [c]), c)])).toBe(false);
  expect(overlap([first, keep(group('h', [b, c]), c)])).toBe(true);
});

test('an exported choice has a line for each copy and says which one stays', () => {
  const [a, b] = [copy('1', 0), copy('1', 1)];
  const lines = choiceLines(keep(group('g', [a, b]), b));
  expect(lines[0]).toHaveLength(DUPLICATE_CSV.length);
  expect(lines.map((line) => line.at(-1))).toEqual([false, true]);
});
