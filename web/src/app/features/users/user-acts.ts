import type { Role, Session, User } from '../../api/types';
import { browserWords } from '../../core/sessions/browser-words';
import { askToSignOutHere } from '../../core/sessions/sign-out-question';
import type { Confirmation } from '../../ui/confirm-dialog';

export interface AccessChange {
  role?: Role;
  disabled?: boolean;
}

type Named = Pick<User, 'displayName'>;

/** What is asked before somebody's access changes; null where nothing is taken or given that asks for it. */
export function askAboutAccess(user: Named, change: AccessChange, own: boolean): Confirmation | null {
  if (change.disabled === false) return null;
  if (change.disabled) return own ? askToDisableMyself() : askToDisable(user);
  if (change.role === 'admin') return askToPromote(user);
  return own ? askToStepDown() : askToDemote(user);
}

function askToDisable({ displayName }: Named): Confirmation {
  return {
    heading: $localize`Disable ${displayName}:name:?`,
    text: $localize`${displayName}:name: is signed out everywhere at once and cannot sign in until you enable the account again. API keys of this account stop working. Nothing changes in Plex.`,
    action: $localize`Disable`,
    danger: true,
  };
}

function askToDisableMyself(): Confirmation {
  return {
    heading: $localize`Disable your own account?`,
    text: $localize`You are signed out everywhere at once, here too, and cannot sign in until another administrator enables your account again. Your API keys stop working.`,
    action: $localize`Disable my account`,
    danger: true,
  };
}

function askToPromote({ displayName }: Named): Confirmation {
  return {
    heading: $localize`Make ${displayName}:name: an administrator?`,
    text: $localize`Administrators see every library and everybody’s plays, and can change servers, users and settings, yours too.`,
    action: $localize`Make administrator`,
  };
}

function askToDemote({ displayName }: Named): Confirmation {
  return {
    heading: $localize`Make ${displayName}:name: a member?`,
    text: $localize`${displayName}:name: loses administration at once and sees only the libraries that Plex shares with this account. API keys of this account stop working.`,
    action: $localize`Make member`,
    danger: true,
  };
}

function askToStepDown(): Confirmation {
  return {
    heading: $localize`Give up your own administration?`,
    text: $localize`You lose administration at once and see only the libraries that Plex shares with you. You cannot take it back yourself: another administrator has to give it to you. Your API keys stop working.`,
    action: $localize`Give it up`,
    danger: true,
  };
}

export function askAboutSession({ displayName }: Named, session: Session): Confirmation {
  const browser = browserWords(session.userAgent);
  return session.current
    ? askToSignOutHere()
    : {
        heading: $localize`Sign ${displayName}:name: out of ${browser}:browser:?`,
        text: $localize`That browser is signed out at once. ${displayName}:name: can sign in again.`,
        action: $localize`Sign out`,
        danger: true,
      };
}

export function askAboutAllSessions({ displayName }: Named, own: boolean): Confirmation {
  return {
    heading: own ? $localize`Sign out everywhere?` : $localize`Sign ${displayName}:name: out everywhere?`,
    text: own
      ? $localize`Every browser that you are signed in with is signed out at once, this one too.`
      : $localize`Every browser is signed out at once. ${displayName}:name: can sign in again.`,
    action: $localize`Sign out everywhere`,
    danger: true,
  };
}

/** What is true after a change. */
export function saidOf({ displayName, role, disabled }: User, change: AccessChange): string {
  if (change.disabled !== undefined)
    return disabled ? $localize`${displayName}:name: is disabled.` : $localize`${displayName}:name: can sign in again.`;
  return role === 'admin'
    ? $localize`${displayName}:name: is an administrator now.`
    : $localize`${displayName}:name: is a member now.`;
}
