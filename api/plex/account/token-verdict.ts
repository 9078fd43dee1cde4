import { Injectable } from '@nestjs/common';
import { isPlexFault } from '../plex.errors';
import { PlexAccountClient } from './plex-account.client';
import { PlexAccountStore } from './plex-account.store';

/**
 * Whether plex.tv has taken a token back. Of all its replies only a 401 of /user says so: another route's 401
 * may pass, and to believe it would lock the account out until somebody signs in again.
 */
@Injectable()
export class TokenVerdict {
  constructor(
    private readonly accounts: PlexAccountStore,
    private readonly plexTv: PlexAccountClient,
  ) {}

  /**
   * To be asked about a token that some route refused; what is true is remembered.
   * @throws PlexError when plex.tv could not be asked
   */
  async isRevoked(accountId: string, token: string): Promise<boolean> {
    try {
      await this.plexTv.user(token);
      return false;
    } catch (error) {
      if (!isPlexFault(error, 'unauthorized')) throw error;
      await this.accounts.markRevoked(accountId);
      return true;
    }
  }
}
