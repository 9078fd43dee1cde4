import { Injectable } from '@nestjs/common';
import { DomainError, type UserPrincipal } from '../../common';
import { Database } from '../../infra/database';
import { PlexAccountStore } from '../../plex';
import { PrincipalCache } from '../access/principal-cache';
import { UserRepository } from '../user/user.repository';
import { SetupCode } from './setup-code';

/**
 * Lets another Plex account set SmartPlex up: whoever came first with an account that owns no server would
 * otherwise keep out the one that does.
 */
@Injectable()
export class SetupHandover {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly accounts: PlexAccountStore,
    private readonly cache: PrincipalCache,
    private readonly setupCode: SetupCode,
  ) {}

  /**
   * Forgets the administrator, Plex token and all, and answers the code for the next one.
   * @throws DomainError `set-up` once a server is registered or somebody else administrates too
   */
  async release({ userId, plexAccountId }: UserPrincipal): Promise<string | null> {
    await this.database.transaction(async (sql) => {
      await this.users.lockAdministrators(sql);
      const others = await this.users.countAdministrators(sql, userId);
      if (others > 0 || (await this.users.isServerRegistered(sql))) throw setUp();
      await this.users.remove(sql, userId);
      await this.accounts.forget(plexAccountId, sql);
    });
    this.cache.invalidate({ userId });
    return this.setupCode.printable();
  }
}

function setUp(): DomainError {
  return new DomainError('conflict', 'set-up', 'SmartPlex is set up: add other administrators instead.');
}
