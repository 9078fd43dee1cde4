import { DomainError } from '../../common';

export const pinExpired = () => new DomainError('gone', 'pin-expired', 'This sign-in has ended: start a new one.');

export const notAMember = () =>
  new DomainError('forbidden', 'not-a-member', 'None of the servers here is shared with your Plex account.');

export const accountDisabled = () =>
  new DomainError('forbidden', 'account-disabled', 'Your account is disabled: ask an administrator.');

export const setupCodeRequired = () =>
  new DomainError(
    'forbidden',
    'setup-code-required',
    'The first administrator needs the set-up code that SmartPlex printed at its start.',
  );

export const setupCodeInvalid = () =>
  new DomainError('forbidden', 'setup-code-invalid', 'This is not the set-up code.');

export const setupCodeLocked = (retryAfterSeconds: number) =>
  new DomainError('too-many-requests', 'setup-code-locked', 'Too many wrong set-up codes: try again later.', {
    retryAfterSeconds,
  });
