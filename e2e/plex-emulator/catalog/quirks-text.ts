import type { Item } from './item';
import { TITLED, VIDEO, type ItemQuirk } from './quirk';
import { sortTitleOf } from './words/titles';

const BROKEN = 'truncated / invalid JSON, control characters or NUL in strings, lone surrogates';
const SCRIPTS = 'emoji, RTL, combining, markup, quotes in title or path; Windows paths, UNC';
const LENGTH = 'empty or 1000-character title';

function retitle(item: Item, title: string): void {
  item.title = title;
  item.titleSort = sortTitleOf(title);
}

function repath(item: Item, change: (file: string) => string): void {
  for (const media of item.media ?? []) for (const part of media.parts ?? []) part.file = change(part.file);
}

const backslashes = (file: string): string => file.replace('/data/', '').replaceAll('/', '\\');

/** Quirks of text in titles and paths. */
export const TEXT_QUIRKS: readonly ItemQuirk[] = [
  {
    name: 'control-characters',
    row: BROKEN,
    types: VIDEO,
    apply: (item) => {
      retitle(item, `${item.title}\u0007\u001b`);
      item.summary = `\u0001${item.summary}\u000b`;
    },
  },
  { name: 'nul-in-title', row: BROKEN, types: VIDEO, apply: (item) => retitle(item, `${item.title}\u0000 (NUL)`) },
  { name: 'lone-surrogate', row: BROKEN, types: VIDEO, apply: (item) => retitle(item, `${item.title} \ud83d`) },
  {
    name: 'emoji-title',
    row: SCRIPTS,
    types: TITLED,
    apply: (item) => {
      retitle(item, `🦊 ${item.title} 👩‍🚀🏳️‍🌈`);
      repath(item, (file) => file.replace(/([^/]+)$/, '🦊 $1'));
    },
  },
  {
    name: 'rtl-title',
    row: SCRIPTS,
    types: TITLED,
    apply: (item) => retitle(item, `מגדל האור האחרון – ${item.title} – ساعي البريد`),
  },
  {
    name: 'combining-title',
    row: SCRIPTS,
    types: ['movie'],
    apply: (item) => retitle(item, `${item.title} Cafe\u0301 Z\u0351\u0343algo\u0489`),
  },
  {
    name: 'markup-title',
    row: SCRIPTS,
    types: TITLED,
    apply: (item) => retitle(item, `<b onmouseover="alert(1)">${item.title}</b> & <script>alert('x')</script>`),
  },
  {
    name: 'quoted-title',
    row: SCRIPTS,
    types: VIDEO,
    apply: (item) => {
      retitle(item, `"${item.title}" 'n' \\ %27; DROP`);
      repath(item, (file) => file.replace(/(\.\w+)$/, ` "final" 'cut'$1`));
    },
  },
  {
    name: 'windows-path',
    row: SCRIPTS,
    types: VIDEO,
    apply: (item) => repath(item, (file) => `D:\\Media\\${backslashes(file)}`),
  },
  {
    name: 'unc-path',
    row: SCRIPTS,
    types: VIDEO,
    apply: (item) => repath(item, (file) => `\\\\nas\\media\\${backslashes(file)}`),
  },
  { name: 'empty-title', row: LENGTH, types: TITLED, apply: (item) => retitle(item, '') },
  {
    name: 'long-title',
    row: LENGTH,
    types: ['movie'],
    apply: (item) => retitle(item, `${item.title} `.repeat(100).slice(0, 1000)),
  },
];
