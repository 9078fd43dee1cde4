import { chance, draw, pick } from '../core/hash';

const SALT = { first: 320, second: 321, form: 322, untagged: 323, seconds: 324 };

/** One audio track as a server tags it. */
export interface AudioTrack {
  /** ISO 639-1, to say what is true; '' where the file does not say. */
  iso: string;
  language: string;
  /** As it is tagged: three letters, of either kind. */
  languageCode: string;
  /** Newer servers; '' where there is none. */
  languageTag: string;
}

/** iso, name, terminological code, bibliographic code, tag with a region, of a hundred films so many. */
const LANGUAGES = [
  ['en', 'English', 'eng', 'eng', 'en-US', 46],
  ['de', 'Deutsch', 'deu', 'ger', 'de-DE', 20],
  ['fr', 'Français', 'fra', 'fre', 'fr-FR', 12],
  ['ja', '日本語', 'jpn', 'jpn', 'ja-JP', 8],
  ['es', 'Español', 'spa', 'spa', 'es-MX', 7],
  ['nl', 'Nederlands', 'nld', 'dut', 'nl-NL', 4],
  ['sv', 'Svenska', 'swe', 'swe', 'sv-SE', 3],
] as const;
/** Of music, and of files that do not say. */
export const NO_LANGUAGE: AudioTrack = { iso: '', language: '', languageCode: '', languageTag: '' };

/** The tracks of a file: one or two, of which one in twenty does not say its language. */
export function audioTracks(h: number): AudioTrack[] {
  const first = trackOf(h, SALT.first);
  if (!chance(h, SALT.seconds, 35)) return [first];
  const second = trackOf(h, SALT.second);
  return second.iso === first.iso ? [first] : [first, second];
}

function trackOf(h: number, salt: number): AudioTrack {
  if (chance(h, SALT.untagged + salt, 5)) return NO_LANGUAGE;
  let roll = draw(h, salt) % 100;
  const found = LANGUAGES.find(([, , , , , share]) => (roll -= share) < 0) ?? LANGUAGES[0];
  const [iso, language, code, bibliographic, regional] = found;
  const form = pick(h, SALT.form + salt, ['new', 'old', 'regional'] as const);
  return {
    iso,
    language,
    languageCode: form === 'old' ? bibliographic : code,
    languageTag: form === 'old' ? '' : form === 'new' ? iso : regional,
  };
}
