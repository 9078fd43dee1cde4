import type { QualityItem } from '../../api/types';
import { QUALITY_CSV, qualityRow } from './quality-rows';

const entry = (change: Partial<QualityItem>): QualityItem => ({
  item: {
    id: '7',
    type: 'episode',
    title: 'Pilot',
    year: 1999,
    addedAt: '2024-03-05T00:00:00.000Z',
    grandparentTitle: '=Show',
    parentIndex: 1,
    index: 2,
    resolution: '480',
  } as never,
  issues: ['lowBitrate', 'missingFile'],
  bytes: 5_000,
  bitrateKbps: 1_200,
  videoCodec: 'mpeg4',
  container: 'avi',
  ...change,
});

test('each issue has its word, and the file is told as Plex tells it', () => {
  const { cells, context } = qualityRow(entry({}));
  expect(cells['issues']).toEqual([
    { tone: 'warn', label: 'Low bitrate' },
    { tone: 'bad', label: 'Missing file' },
  ]);
  expect([cells['video'], cells['bitrate'], context]).toEqual([
    '480p · mpeg4 · avi',
    '1,200 kbit/s',
    '=Show · S1 · E2',
  ]);
});

test('what Plex does not say is unknown', () => {
  const { cells } = qualityRow(entry({ bitrateKbps: null, bytes: null }));
  expect([cells['bitrate'], cells['size']]).toEqual(['unknown', 'unknown']);
});

test('an exported row names the issues as the API does', () => {
  const { csv } = qualityRow(entry({}));
  expect(csv).toHaveLength(QUALITY_CSV.length);
  expect(csv.slice(3, 8)).toEqual(['episode', 'Pilot', '=Show', 1, 2]);
  expect(csv[QUALITY_CSV.indexOf('issues')]).toBe('lowBitrate missingFile');
});
