import { Injectable } from '@nestjs/common';
import type { Role } from '../../common';
import { PlexAccountClient } from '../../plex';
import { MembershipCheck, type Membership } from '../membership/membership-check';
import { Memberships } from '../membership/memberships';
import { SetupCode } from '../setup/setup-code';
import { UserRepository, type UserProfile } from '../user/user.repository';
import { toUserProfile } from './plex-profile';
import { accountDisabled, notAMember, setupCodeInvalid, setupCodeLocked, setupCodeRequired } from './sign-in.errors';

export interface Admitted {
  profile: UserProfile;
  role: Role;
  /** Becomes the first administrator, provided that nobody else did meanwhile. */
  first: boolean;
  /** null: administrators need no share, so nobody was asked. */
  memberships: Membership[] | null;
}

/** Decides whether a Plex account may enter. A failing upstream lets nobody in and throws nobody out. */
@Injectable()
export class Admission {
  constructor(
    private readonly plex: PlexAccountClient,
    private readonly users: UserRepository,
    private readonly setupCode: SetupCode,
    private readonly membershipCheck: MembershipCheck,
    private readonly memberships: Memberships,
  ) {}

  /**
   * @throws DomainError `setup-code-required`, `setup-code-invalid`, `setup-code-locked`, `account-disabled`,
   * `not-a-member`
   * @throws PlexError when plex.tv could not be asked
   */
  async decide(accountToken: string, presentedCode: string | undefined): Promise<Admitted> {
    const first = await this.isFirstAdministrator(presentedCode);
    const profile = toUserProfile(await this.plex.user(accountToken));
    const known = await this.users.findByAccount(profile.plexAccountId);
    if (known?.disabled) throw accountDisabled();
    if (first) return { profile, role: 'admin', first, memberships: null };
    // Their row says that they administrate; signing in raises nobody.
    if (known?.role === 'admin') return { profile, role: 'user', first, memberships: null };
    const memberships = await this.membershipCheck.check(profile.plexAccountId, accountToken);
    if (memberships.length > 0) return { profile, role: 'user', first, memberships };
    if (known) await this.memberships.end(known.id);
    throw notAMember();
  }

  private async isFirstAdministrator(presentedCode: string | undefined): Promise<boolean> {
    if (await this.hasAdministrator()) return false;
    if (!presentedCode) throw setupCodeRequired();
    const attempt = await this.setupCode.attempt(presentedCode);
    if (attempt.outcome === 'right') return true;
    // The code is void as soon as somebody else has used it: then a share counts.
    if (await this.hasAdministrator()) return false;
    throw attempt.outcome === 'locked' ? setupCodeLocked(attempt.retryAfterSeconds) : setupCodeInvalid();
  }

  private async hasAdministrator(): Promise<boolean> {
    return (await this.users.countAdministrators()) > 0;
  }
}
