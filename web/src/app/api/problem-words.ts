/** What a stable code of the API means, in the reader's language; undefined for one that is not known here. */
export function wordsOfCode(code: string): string | undefined {
  return Object.hasOwn(BY_CODE, code) ? BY_CODE[code]() : undefined;
}

/** What happened, where the status alone would tell it of the wrong thing. */
export function headingOfCode(code: string): string | undefined {
  return Object.hasOwn(HEADINGS, code) ? HEADINGS[code]() : undefined;
}

const NO_ANSWER = (): string => $localize`The language model did not answer`;

const HEADINGS: Record<string, () => string> = {
  'ai-budget-spent': () => $localize`Nothing more can be asked this month`,
  'ai-cut': () => $localize`The language model did not finish`,
  'ai-malformed': NO_ANSWER,
  'ai-no-credit': NO_ANSWER,
  'ai-not-configured': () => $localize`No language model is set up`,
  'ai-rate-limited': () => $localize`The language model is busy`,
  'ai-server-error': NO_ANSWER,
  'ai-timeout': NO_ANSWER,
  'ai-unauthorized': NO_ANSWER,
  'ai-unknown-model': NO_ANSWER,
  'ai-unreachable': NO_ANSWER,
};

const BODY_LOST = (): string => $localize`The request did not arrive whole. Try again.`;

/** Functions, so that what nobody meets is never looked up in a catalogue. */
const BY_CODE: Record<string, () => string> = {
  'account-disabled': () => $localize`This account is disabled. An administrator can enable it.`,
  'address-denied': () => $localize`The settings of SmartPlex do not allow this address.`,
  'ai-budget-spent': () => $localize`What may be asked in a month is used up. An administrator can raise the limit.`,
  'ai-cut': () => $localize`The connection to the language model ended in the middle. What came before stays.`,
  'ai-disabled': () => $localize`The assistant is switched off.`,
  'ai-malformed': () => $localize`The language model sent what cannot be read.`,
  'ai-no-credit': () =>
    $localize`The account at the provider has no credit left. An administrator can see to it there.`,
  'ai-rate-limited': () => $localize`The language model asks to slow down. Try again in a moment.`,
  'ai-server-error': () => $localize`The language model failed while it answered.`,
  'ai-timeout': () => $localize`The language model took too long to answer.`,
  'ai-unauthorized': () =>
    $localize`The language model refuses the key. An administrator can change it in the settings.`,
  'ai-unknown-model': () =>
    $localize`The provider does not know the model. An administrator can change it in the settings.`,
  'ai-unreachable': () => $localize`The language model cannot be reached.`,
  'ai-not-configured': () => $localize`No AI provider is set up. Give an address and a model first.`,
  'bad-request': () => $localize`SmartPlex does not understand this request. Reload the page and try again.`,
  'conversation-full': () => $localize`This conversation is full. Begin a new one.`,
  'csrf-token-invalid': () => $localize`This page is out of date. Reload it and try again.`,
  'cursor-invalid': () => $localize`This list has changed. Reload the page.`,
  'database-unavailable': () => $localize`The database is away at the moment. SmartPlex goes on when it is back.`,
  'date-impossible': () => $localize`There is no such date.`,
  'expiry-in-the-past': () => $localize`Choose a day in the future.`,
  forbidden: () => $localize`This is open to administrators only.`,
  'insights-preparing': () => $localize`The figures are being made for the first time. They appear in a moment.`,
  internal: () => $localize`SmartPlex ran into a fault. Its log has the details under this request id.`,
  'last-admin': () => $localize`This is the last administrator. Make somebody else one first.`,
  'malformed-body': BODY_LOST,
  'malformed-json': BODY_LOST,
  'method-not-allowed': () => $localize`SmartPlex does not understand this request. Reload the page and try again.`,
  'no-removals-held': () => $localize`No removals wait for a decision any more.`,
  'not-a-member': () => $localize`No server here is shared with this Plex account.`,
  'not-found': () => $localize`It does not exist any more, or it is not shared with you.`,
  'payload-too-large': () => $localize`There is more in this request than SmartPlex takes at once.`,
  'pin-expired': () => $localize`This sign-in has ended. Start a new one.`,
  'plex-aborted': () => $localize`The call to Plex was given up. Try again.`,
  'plex-busy': () => $localize`Plex is busy, under maintenance, or asks to slow down. Try again in a moment.`,
  'plex-forbidden': () => $localize`Plex does not allow this to the account that is linked.`,
  'plex-malformed': () => $localize`Plex sent an answer that could not be read.`,
  'plex-not-found': () => $localize`Plex no longer has what was asked for.`,
  'plex-not-plex': () => $localize`Something answers at this address, but it is no Plex Media Server.`,
  'plex-server-error': () => $localize`Plex failed while it answered. Its log may tell more.`,
  'plex-timeout': () => $localize`Plex took too long to answer.`,
  'plex-tls': () => $localize`A secure connection to Plex could not be made. Check the certificate of the server.`,
  'plex-too-large': () => $localize`Plex sent an answer that is too large to be right.`,
  'plex-unauthorized': () =>
    $localize`Plex refuses the stored sign-in. Sign in with Plex again as the owner of the server, then link it again.`,
  'plex-unreachable': () => $localize`Plex could not be reached. Check that it runs and has a connection.`,
  'range-inverted': () => $localize`The first year is later than the last one.`,
  'request-aborted': BODY_LOST,
  'request-timeout': BODY_LOST,
  'section-not-enabled': () => $localize`Only libraries that are chosen can be synced.`,
  'section-type-unsupported': () => $localize`Libraries of this kind cannot be synced.`,
  'server-already-registered': () => $localize`This server has been added already.`,
  'server-not-owned': () => $localize`Only a server that your Plex account owns can be added.`,
  'set-by-environment': () => $localize`The environment of SmartPlex sets this. Change it there.`,
  'set-up': () => $localize`SmartPlex is set up already. Add further administrators instead.`,
  'setup-code-invalid': () => $localize`This is not the set-up code.`,
  'setup-code-locked': () => $localize`There were too many wrong set-up codes. Try again later.`,
  'setup-code-required': () =>
    $localize`The first administrator needs the set-up code that SmartPlex printed at its start.`,
  'sync-already-running': () => $localize`A sync of this server is waiting or running already.`,
  'sync-not-running': () => $localize`This sync is over already.`,
  'too-many-requests': () => $localize`There were too many requests from here. It goes on in a moment.`,
  unauthenticated: () => $localize`Sign in to go on.`,
  unavailable: () => $localize`This is not available at the moment.`,
  'unsupported-media-type': BODY_LOST,
  'validation-failed': () => $localize`A value is missing, or is not one that SmartPlex takes.`,
  'turn-running': () => $localize`The last question of this conversation is still being answered.`,
};
