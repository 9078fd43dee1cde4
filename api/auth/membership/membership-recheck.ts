import { Injectable } from '@nestjs/common';
import { PlexAccountClient, PlexAccountStore, TokenVerdict, isPlexFault } from '../../plex';
import { MembershipCheck } from './membership-check';
import { MembershipRepository, type CheckedUser } from './membership.repository';
import { Memberships } from './memberships';

/** Signs out who lost every share or whose Plex token is dead; whatever else plex.tv says changes nothing. */
@Injectable()
export class MembershipRecheck {
  constructor(
    private readonly repository: MembershipRepository,
    private readonly memberships: Memberships,
    private readonly membershipCheck: MembershipCheck,
    private readonly plex: PlexAccountClient,
    private readonly accounts: PlexAccountStore,
    private readonly verdict: TokenVerdict,
  ) {}

  /** @throws PlexError when plex.tv could not be asked. */
  async recheck(userId: string): Promise<void> {
    const user = await this.repository.find(userId);
    if (!user || user.disabled) return;
    const token = await this.accounts.token(user.plexAccountId);
    if (!token) return this.memberships.signOut(userId);
    try {
      await this.apply(user, token);
    } catch (error) {
      if (!isPlexFault(error, 'unauthorized')) throw error;
      if (await this.verdict.isRevoked(user.plexAccountId, token)) await this.memberships.signOut(user.id);
    }
  }

  private async apply(user: CheckedUser, token: string): Promise<void> {
    // Administrators need no share; only whether their token lives is asked.
    if (user.role === 'admin') {
      await this.plex.user(token);
      return this.repository.markAdministratorChecked(user.id);
    }
    const memberships = await this.membershipCheck.check(user.plexAccountId, token);
    if (memberships.length === 0) return this.memberships.end(user.id);
    await this.memberships.renew(user.id, memberships);
  }
}
