import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '../../infra/database';
import { PlexAccountStore } from '../../plex';
import { Memberships } from '../membership/memberships';
import { Sessions, type Device } from '../session/sessions';
import { UserRepository, type UserRow } from '../user/user.repository';
import type { Admitted } from './admission';
import { accountDisabled, pinExpired } from './sign-in.errors';
import { SignInPinRepository } from './sign-in-pin.repository';

export interface Entered {
  user: UserRow;
  token: string;
  expiresAt: Date;
}

/** Somebody else became the first administrator between the decision and the entrance. */
export class NotFirstError extends Error {}

/** Turns an admission into a user, a session and a used-up PIN: all of it or nothing. */
@Injectable()
export class Entrance {
  constructor(
    private readonly database: Database,
    private readonly accounts: PlexAccountStore,
    private readonly users: UserRepository,
    private readonly memberships: Memberships,
    private readonly sessions: Sessions,
    private readonly pins: SignInPinRepository,
  ) {}

  /**
   * @throws DomainError `pin-expired` when another claim used the PIN up, `account-disabled`
   * @throws NotFirstError
   */
  async enter(admitted: Admitted, accountToken: string, pinId: string, device: Device): Promise<Entered> {
    const entered = await this.database.transaction(async (sql) => {
      const action = admitted.first ? 'setup.complete' : 'session.sign-in';
      if (admitted.first) await this.claimFirst(sql);
      await this.accounts.save(admitted.profile.plexAccountId, accountToken, sql);
      const user = await this.users.upsert(sql, admitted.profile, admitted.role);
      if (!user) throw accountDisabled();
      if (!(await this.pins.end(pinId, sql))) throw pinExpired();
      if (admitted.memberships) await this.memberships.replace(sql, user.id, admitted.memberships);
      return { user, ...(await this.sessions.start(sql, user.id, device, action)) };
    });
    if (admitted.memberships) this.memberships.announce(entered.user.id);
    return entered;
  }

  private async claimFirst(sql: SqlExecutor): Promise<void> {
    await this.users.lockAdministrators(sql);
    if ((await this.users.countAdministrators(sql)) > 0) throw new NotFirstError();
  }
}
