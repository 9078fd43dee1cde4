import { Injectable } from '@nestjs/common';
import { SecretBox } from '../../infra/crypto';
import type { SqlExecutor } from '../../infra/database';
import { PlexError } from '../plex.errors';
import { PlexAccountRepository } from './plex-account.repository';

/** The sealed plex.tv tokens of everyone who signed in. Account ids are text. */
@Injectable()
export class PlexAccountStore {
  constructor(
    private readonly repository: PlexAccountRepository,
    private readonly secrets: SecretBox,
  ) {}

  /** Keeps the token of a sign-in; a revoked account is valid again. `sql` joins a transaction of the caller. */
  save(accountId: string, token: string, sql?: SqlExecutor): Promise<void> {
    return this.repository.save(accountId, this.secrets.seal(token), sql);
  }

  /** Null when the account is unknown, plex.tv has refused its token, or the key that sealed it was lost. */
  async token(accountId: string): Promise<string | null> {
    const sealed = await this.repository.findValid(accountId);
    return sealed === null ? null : this.secrets.tryOpen(sealed);
  }

  /** @throws PlexError `unauthorized` when there is no token that plex.tv still takes */
  async requireToken(accountId: string): Promise<string> {
    const stored = await this.token(accountId);
    if (stored === null) throw new PlexError('unauthorized', '/api/v2/user', { detail: 'no-token' });
    return stored;
  }

  /** Of somebody who is no user any more and owns no server here. */
  forget(accountId: string, sql: SqlExecutor): Promise<void> {
    return this.repository.remove(accountId, sql);
  }

  /** Called when plex.tv says 401; ends with the next sign-in of the account. */
  markRevoked(accountId: string): Promise<void> {
    return this.repository.markRevoked(accountId);
  }
}
