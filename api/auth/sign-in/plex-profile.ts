import type { PlexUser } from '../../plex';
import type { UserProfile } from '../user/user.repository';

/** What is kept of a Plex account. Managed users of a Plex Home have neither user name nor e-mail address. */
export function toUserProfile(user: PlexUser): UserProfile {
  const username = user.username?.trim() ?? '';
  return {
    plexAccountId: user.id,
    username,
    // Without any name the client repeats the account id as title.
    displayName:
      firstFilled(user.friendlyName, user.title === user.id ? null : user.title, username) ?? `Plex user ${user.id}`,
    email: firstFilled(user.email) ?? null,
    avatarUrl: webAddress(user.thumb),
  };
}

function firstFilled(...texts: (string | null | undefined)[]): string | undefined {
  return texts.map((text) => text?.trim()).find(Boolean);
}

// The address ends up in an <img>: nothing but a web address may.
function webAddress(text: string | null | undefined): string | null {
  return text && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null;
}
