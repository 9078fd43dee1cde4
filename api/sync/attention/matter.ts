import { ATTENTION_CODES, type AttentionCode, type AttentionDto, type Severity } from './attention.dto';

/** Something found, before it is put into words. */
export interface Matter {
  code: AttentionCode;
  /** Tells it from others of its code. */
  key: string;
  subject?: string | null;
  since?: Date | null;
  count?: number | null;
  errorCode?: string | null;
  serverId?: string;
  sectionId?: string;
  runId?: string;
}

interface Meaning {
  severity: Severity;
  detail: string;
  path: string;
}

const SERVERS = '/settings/servers';
const SCHEDULE = '/settings/schedule';
const SYSTEM = '/settings/system';
const SYNC = '/sync';

const MEANINGS: Record<AttentionCode, Meaning> = {
  'account-token-revoked': {
    severity: 'critical',
    detail: 'Plex has signed this account out. Nothing can be read with it until its owner signs in again.',
    path: SERVERS,
  },
  'server-unauthorized': {
    severity: 'critical',
    detail: 'The server refuses the stored token. Link it again; until then it is shown as it was.',
    path: SERVERS,
  },
  'disk-full': {
    severity: 'critical',
    detail: 'The disk that holds the data directory is full. Writing fails until there is room.',
    path: SYSTEM,
  },
  'scheduler-stopped': {
    severity: 'critical',
    detail: 'No process starts syncs by schedule. Check that a worker is running.',
    path: SYSTEM,
  },
  'server-offline': {
    severity: 'critical',
    detail: 'The server has not answered since. It is shown as it was then.',
    path: SERVERS,
  },
  'removals-held': {
    severity: 'warning',
    detail: 'An unusual share of this library is missing on the server. Nothing is removed here until you approve it.',
    path: SYNC,
  },
  'library-vanished': {
    severity: 'warning',
    detail: 'The server no longer has this library. Its titles are kept until you stop syncing it.',
    path: SERVERS,
  },
  'run-failed': {
    severity: 'warning',
    detail: 'The last sync failed. What is shown of the server may be out of date.',
    path: SYNC,
  },
  'run-incomplete': {
    severity: 'warning',
    detail: 'The last sync could not read a part of the server to its end.',
    path: SYNC,
  },
  'history-import-failing': {
    severity: 'warning',
    detail: 'The watch history could not be read to its end. Statistics may lack plays.',
    path: SYNC,
  },
  'job-failed': {
    severity: 'warning',
    detail: 'Work in the background failed on every try and was given up.',
    path: SYSTEM,
  },
  'disk-nearly-full': {
    severity: 'warning',
    detail: 'The disk that holds the data directory is nearly full.',
    path: SYSTEM,
  },
  'push-off': {
    severity: 'notice',
    detail: 'Servers are not listened to. Changes show when the next sync finds them.',
    path: SCHEDULE,
  },
  'never-synced': {
    severity: 'notice',
    detail: 'The server was added and not synced yet. Start the first sync.',
    path: SYNC,
  },
};

/** Most urgent first, in the order of the codes; of one code the latest first. */
export function toAttention(matters: readonly Matter[]): AttentionDto[] {
  const rank = ({ code }: Matter) => ATTENTION_CODES.indexOf(code);
  const time = ({ since }: Matter) => since?.getTime() ?? 0;
  return [...matters].sort((a, b) => rank(a) - rank(b) || time(b) - time(a)).map(toDto);
}

function toDto({ code, key, subject, since, count, errorCode, serverId, sectionId, runId }: Matter): AttentionDto {
  return {
    id: `${code}:${key}`,
    code,
    ...MEANINGS[code],
    subject: subject ?? null,
    since: since?.toISOString() ?? null,
    count: count ?? null,
    errorCode: errorCode ?? null,
    serverId: serverId ?? null,
    sectionId: sectionId ?? null,
    runId: runId ?? null,
  };
}
