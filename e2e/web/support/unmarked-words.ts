import type { Page } from '@playwright/test';

/** Names and units that are the same in every language. */
const NAMES = [
  'SmartPlex',
  'Plex',
  'IMDb',
  'TheTVDB',
  'Node.js',
  'PostgreSQL',
  'Redis',
  'English',
  'Deutsch',
  'Ctrl',
  'Esc',
  'bit',
  'kB',
  'fps',
  'hevc',
  'mkv',
  'avi',
];

/**
 * Words that a person sees or hears, stand in no `⟦⟧` of the pseudo language and are no data. Data is what stands in
 * `bdi`, `dir="auto"`, `code`, `kbd` or `time`; a label that repeats data is data as well. Codes such as `PG-13`,
 * addresses and what the browser's own locale writes (months, days of the week) are no words of the portal.
 */
export async function unmarkedWords(page: Page): Promise<string[]> {
  return page.evaluate(findUnmarked, { names: NAMES, calendar: calendarOf('de') });
}

function calendarOf(locale: string): string[] {
  const widths = ['long', 'short', 'narrow'] as const;
  const words = widths.flatMap((width) => [
    ...months(new Intl.DateTimeFormat(locale, { month: width, timeZone: 'UTC' })),
    ...months(new Intl.DateTimeFormat(locale, { month: width, day: 'numeric', timeZone: 'UTC' })),
    ...weekdays(new Intl.DateTimeFormat(locale, { weekday: width, timeZone: 'UTC' })),
  ]);
  return [...new Set(words.flatMap((word) => word.match(/[\p{L}\p{M}]+/gu) ?? [])), 'Uhr', 'um', 'AM', 'PM'];
}

const months = (format: Intl.DateTimeFormat): string[] =>
  Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2024, month, 1)));
const weekdays = (format: Intl.DateTimeFormat): string[] =>
  Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2024, 0, 1 + day)));

/** Runs in the page. */
function findUnmarked({ names, calendar }: { names: string[]; calendar: string[] }): string[] {
  const DATA = 'bdi, [dir="auto"], code, kbd, time, script, style, noscript';
  const ATTRIBUTES = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt', 'data-label'];
  const known = new Set([...names, ...calendar]);
  /** Names that a sentence isolates, addresses, what a browser calls itself. */
  const NO_WORDS = /\u2068[^\u2068\u2069]*\u2069|https?:\/\/\S+|[a-z]+[\d.]+:\w+|Mozilla\/.*/g;
  let depth = 0;

  const isCode = (word: string): boolean => /^[\p{Lu}\p{N}.-]+$/u.test(word) || /^(?:\d+p|[a-z]+\d\w*)$/.test(word);
  const hasWords = (text: string): boolean =>
    (text.replace(NO_WORDS, '').match(/[\p{L}\p{M}\p{N}.'’-]+/gu) ?? [])
      .map((word) => word.replace(/^[.'’-]+|[.'’-]+$/g, ''))
      .some((word) => /\p{L}/u.test(word) && !known.has(word) && !isCode(word));
  /** What stands outside of the brackets; a message may begin in one text node and end in another. */
  const outside = (text: string): string => {
    let rest = '';
    for (const letter of text) {
      if (letter === '⟦') depth += 1;
      if (depth === 0) rest += letter;
      if (letter === '⟧') depth = Math.max(0, depth - 1);
    }
    return rest;
  };
  const placeOf = (element: Element): string => {
    let host: Element | null = element;
    while (host && !host.localName.startsWith('sp-')) host = host.parentElement;
    return [host?.localName, element.localName, element.getAttribute('class')].filter(Boolean).join(' ');
  };
  const isData = (element: Element): boolean =>
    element.closest(DATA) !== null || !(element.closest('select') ?? element).checkVisibility();

  const textFaults = (): string[] => {
    const faults: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const rest = outside(node.textContent ?? '');
      const parent = node.parentElement;
      if (parent && hasWords(rest) && !isData(parent)) faults.push(`${placeOf(parent)}: ${node.textContent?.trim()}`);
    }
    return depth === 0 ? faults : [...faults, 'a message of the page has lost its end'];
  };
  const data = [...document.querySelectorAll(DATA)]
    .map((element) => element.textContent?.trim() ?? '')
    .filter(Boolean)
    .sort((a, b) => b.length - a.length);
  const attributeFaults = (element: Element): string[] =>
    ATTRIBUTES.filter((name) => {
      depth = 0;
      const rest = outside(element.getAttribute(name) ?? '');
      return hasWords(rest) && hasWords(data.reduce((text, part) => text.replace(part, ''), rest));
    }).map((name) => `${placeOf(element)} ${name}: ${element.getAttribute(name)}`);

  const labelled = [...document.body.querySelectorAll(ATTRIBUTES.map((name) => `[${name}]`).join())];
  return [...new Set([...textFaults(), ...labelled.filter((each) => !isData(each)).flatMap(attributeFaults)])];
}
