import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Said } from '../../api/assistant.types';
import { saidWords } from './said-words';

const openapi = readFileSync(join(__dirname, '../../../../../openapi.json'), 'utf8');
const { SaidCode, SaidDto } = JSON.parse(openapi).components.schemas;
const codes: Said['code'][] = SaidCode.enum;
const examples: Record<string, Said['values']> = SaidDto.properties.values['x-examples'];

const said = (code: string, values: Said['values'] = {}): string =>
  saidWords([{ code: code as Said['code'], text: 'As the server says it.', values }], '').replace(
    /[\u2068\u2069]/g,
    '',
  );

it('knows every code of the contract, with what it names', () => {
  expect(codes.length).toBeGreaterThan(80);
  expect(Object.keys(examples).sort()).toEqual([...codes].sort());
});

it.each(codes)('words %s without the help of the server', (code) => {
  const words = said(code, examples[code]);
  expect(words).not.toBe('As the server says it.');
  expect(words).not.toMatch(/undefined|null|NaN|Invalid|…|\$|^$/);
  const names = ['title', 'server', 'genre', 'q', 'person', 'subject'].flatMap((name) => examples[code][name] ?? []);
  for (const name of names) expect(words).toContain(name);
});

it('counts and writes days as the reader does', () => {
  expect(said('titles-found', { count: 1, type: 'movie', watched: false, minutesMax: 90 })).toBe(
    '1 movie, not watched, up to 90 minutes',
  );
  expect(said('titles-found', { count: 12_000, genre: 'Drama' })).toBe('12,000 titles, Drama');
  expect(said('my-views', { count: 1, period: '30d' })).toBe('1 view of yours (last 30 days)');
  expect(said('watched-on', { date: '2026-01-31' })).toBe('Watched on Jan 31, 2026');
  expect(said('storage-group-titles', { by: 'resolution', key: '1080', name: '1080p' })).toBe('1080p: titles');
  expect(said('server-sync', { server: 'Attic', status: 'offline' })).toBe(
    'Attic: Offline. It was never synced, and no sync is planned.',
  );
});

it('leaves out what the server left out', () => {
  expect(said('genre-unknown', { genre: '…' })).toBe('No title is of the genre “…”.');
  expect(said('nothing-new', { days: '…' })).toBe('Nothing was added in the last … days.');
});

it('says one sentence behind the other, and the text where there is no code', () => {
  const both = [
    { code: 'nothing-matches', text: '', values: {} } as const,
    { code: 'server-away', text: '', values: {} } as const,
  ];
  expect(saidWords(both, '')).toMatch(/matches\. A server/);
  expect(saidWords([], 'The Silver River (1999)')).toBe('The Silver River (1999)');
});

it.each(['weather', 'constructor'])('leaves %s, which is no code, to the server', (code) => {
  expect(said(code)).toBe('As the server says it.');
});
