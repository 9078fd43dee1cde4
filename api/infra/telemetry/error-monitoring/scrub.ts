import { redact } from '../../logging/redaction';

/* eslint-disable security/detect-unsafe-regex -- bounded repetitions over one message of 500 characters */
const HIDDEN: [RegExp, string][] = [
  [/"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”|«[^»]*»/g, '[quoted]'],
  [/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '[url]'],
  [/[^\s@]+@[^\s@]+\.[^\s@]+/g, '[address]'],
  [/(?:[A-Za-z]:)?(?:[\\/][\w.@ -]+){2,}/g, '[path]'],
  [/\b(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?\b/gi, '[host]'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '[address]'],
  [/(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}/gi, '[address]'],
  [/\b[\w+/-]{20,}={0,2}/g, '[id]'],
];
/* eslint-enable security/detect-unsafe-regex */

const LONGEST = 500;

/** What is left of an error's message once everything that may be somebody's is gone from it. */
export function scrub(message: string): string {
  return HIDDEN.reduce((text, [pattern, word]) => text.replace(pattern, word), redact(message).slice(0, LONGEST));
}
