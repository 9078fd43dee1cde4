import { Injectable } from '@nestjs/common';
import { PlexAccountClient, PlexAccountStore, TokenVerdict, type PlexResource } from '../account';
import { isPlexFault } from '../plex.errors';

/** What plex.tv lists for an account that signed in here. */
@Injectable()
export class OwnResources {
  constructor(
    private readonly accounts: PlexAccountStore,
    private readonly plexTv: PlexAccountClient,
    private readonly verdict: TokenVerdict,
  ) {}

  /**
   * The media servers that the account owns or that are shared with it, as plex.tv knows them now.
   * @throws PlexError `unauthorized` when the account has no token that plex.tv takes
   */
  async servers(accountId: string): Promise<PlexResource[]> {
    const token = await this.accounts.requireToken(accountId);
    try {
      const resources = await this.plexTv.resources(token, { fresh: true });
      return resources.filter((resource) => resource.provides.includes('server'));
    } catch (error) {
      if (isPlexFault(error, 'unauthorized')) await this.verdict.isRevoked(accountId, token);
      throw error;
    }
  }
}
