import { plexCodeDetail } from '../../plex';

const OWN: Record<string, string> = {
  internal: 'A fault of SmartPlex: the log has the details under the request id.',
  'database-unavailable': 'The database was away.',
  'not-found': 'What the job was about is gone, such as a server that was removed.',
};

/** What the code of a failed job means; null where nothing more is known. */
export function failureWords(code: string): string | null {
  return OWN[code] ?? plexCodeDetail(code);
}
