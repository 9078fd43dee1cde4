import type { Confirmation } from '../../ui/confirm-dialog';

/** Before the session in hand is ended. */
export function askToSignOutHere(): Confirmation {
  return {
    heading: $localize`Sign out of this browser?`,
    text: $localize`It is the one that you are using now. You have to sign in again to go on.`,
    action: $localize`Sign out here`,
    danger: true,
  };
}
