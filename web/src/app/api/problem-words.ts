/** What a stable code of the API means, in the reader's language; undefined for one that is not known here. */
export function wordsOfCode(code: string): string | undefined {
  return Object.hasOwn(BY_CODE, code) ? BY_CODE[code]() : undefined;
}

/** What happened, as far as a status tells. The API's own title is the bare name of the status. */
export function titleOfStatus(status: number): string | undefined {
  return TITLES[status]?.();
}

const TITLES: Record<number, () => string> = {
  400: () => $localize`Something in this request is not right`,
  401: () => $localize`You are signed out`,
  403: () => $localize`You may not do this`,
  404: () => $localize`Not found`,
  409: () => $localize`Not possible right now`,
  410: () => $localize`This has ended`,
  413: () => $localize`This is too large`,
  422: () => $localize`This cannot be done`,
  429: () => $localize`Too many requests`,
  500: () => $localize`Something went wrong on the server`,
  502: () => $localize`That did not work with Plex`,
  503: () => $localize`SmartPlex is busy`,
  504: () => $localize`No answer in time`,
};

const BODY_LOST = (): string => $localize`The request did not arrive whole. Try again.`;

/** Functions, so that what nobody meets is never looked up in a catalogue. */
const BY_CODE: Record<string, () => string> = {
  'account-disabled': () => $localize`This account is disabled. An administrator can enable it.`,
  'address-denied': () => $localize`The settings of SmartPlex do not allow this address.`,
  'ai-not-configured': () => $localize`No AI provider is set up. Give an address and a model first.`,
  'bad-request': () => $localize`SmartPlex does not understand this request. Reload the page and try again.`,
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
  'plex-busy': () => $localize`Plex asks to slow down. Try again in a moment.`,
  'plex-forbidden': () => $localize`Plex does not allow this to the account that is linked.`,
  'plex-malformed': () => $localize`Plex sent an answer that could not be read.`,
  'plex-not-found': () => $localize`Plex no longer has what was asked for.`,
  'plex-not-plex': () => $localize`Something answers at this address, but it is no Plex Media Server.`,
  'plex-server-error': () => $localize`Plex failed while it answered. Its log may tell more.`,
  'plex-timeout': () => $localize`Plex took too long to answer.`,
  'plex-tls': () => $localize`A secure connection to Plex could not be made. Check the certificate of the server.`,
  'plex-too-large': () => $localize`Plex sent an answer that is too large to be right.`,
  'plex-unauthorized': () => $localize`Plex refuses the stored sign-in. Link the server again.`,
  'plex-unreachable': () => $localize`Plex could not be reached. Check that it runs and has a connection.`,
  'range-inverted': () => $localize`The first year is later than the last one.`,
  'request-aborted': BODY_LOST,
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
};
