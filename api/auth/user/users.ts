import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { DomainError, notFound } from '../../common';
import { auditChanges, auditTarget } from '../../infra/audit';
import { Database, type SqlExecutor } from '../../infra/database';
import { JobQueue } from '../../infra/queue';
import { PrincipalCache } from '../access/principal-cache';
import { ApiKeyRepository } from '../api-key/api-key.repository';
import { RecheckMembership } from '../membership/recheck-membership.job';
import { SessionRepository } from '../session/session.repository';
import type { UpdateUserDto, UserDto } from './user.dto';
import { UserRepository, type UserRow } from './user.repository';

type Access = Pick<UserRow, 'role' | 'disabled'>;

@Injectable()
export class Users {
  constructor(
    private readonly database: Database,
    private readonly repository: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly apiKeys: ApiKeyRepository,
    private readonly cache: PrincipalCache,
    private readonly queue: JobQueue,
  ) {}

  /** @throws DomainError `not-found` */
  async get(id: string): Promise<UserDto> {
    const user = await this.repository.find(id);
    if (!user) throw notFound('The user');
    return user;
  }

  /**
   * Changes role or access; a disabled user's sessions, and the API keys of whoever is no administrator any more,
   * end in the same transaction.
   * @throws DomainError `not-found`; `last-admin` when nobody could administrate afterwards.
   */
  async update(id: string, change: UpdateUserDto): Promise<UserDto> {
    if (!isUUID(id)) throw notFound('The user');
    const updated = await this.database.transaction((sql) => this.applyChange(sql, id, change));
    this.cache.invalidate({ userId: id });
    return updated;
  }

  /** Signs the user out everywhere. @throws DomainError `not-found` */
  async endSessions(id: string): Promise<void> {
    const user = isUUID(id) ? await this.repository.find(id) : null;
    if (!user) throw notFound('The user');
    auditTarget({ name: user.displayName });
    const ended = await this.sessions.removeAllOf(this.database, id);
    auditChanges({ sessions: ended }, { sessions: 0 });
    this.cache.invalidate({ userId: id });
  }

  /** @throws DomainError `not-found`, also for the session of somebody else */
  async endSession(id: string, sessionId: string): Promise<void> {
    const user = isUUID(id) ? await this.repository.find(id) : null;
    if (!user) throw notFound('The user');
    auditTarget({ name: user.displayName });
    if (!isUUID(sessionId) || !(await this.sessions.remove(id, sessionId))) throw notFound('The session');
    auditChanges({ session: sessionId }, { session: null });
    this.cache.invalidate({ sessionId });
  }

  private async applyChange(sql: SqlExecutor, id: string, change: UpdateUserDto): Promise<UserRow> {
    await this.repository.lockAdministrators(sql);
    const before = await this.repository.findForUpdate(sql, id);
    if (!before) throw notFound('The user');
    auditTarget({ name: before.displayName });
    const { role, disabled } = accessAfter(before, change);
    auditChanges({ role: before.role, disabled: before.disabled }, { role, disabled });
    if (role !== 'admin' || disabled) await this.requireAnotherAdministrator(sql, id);
    await this.endKeys(sql, before, { role, disabled });
    if (disabled) await this.sessions.removeAllOf(sql, id);
    // Nobody asked plex.tv yet what is shared with somebody who used to see everything.
    else if (before.role === 'admin' && role === 'user')
      await this.queue.add(RecheckMembership, { userId: id }, { sql });
    return this.repository.setAccess(sql, id, role, disabled);
  }

  /** A key that was made while the role was taken away ends when it is given again, before it could work. */
  private async endKeys(sql: SqlExecutor, before: UserRow, after: Access): Promise<void> {
    if (isAdministrator(before) && isAdministrator(after)) return;
    const ended = await this.apiKeys.removeAllOf(sql, before.id);
    auditChanges({ apiKeys: ended }, { apiKeys: 0 });
  }

  private async requireAnotherAdministrator(sql: SqlExecutor, id: string): Promise<void> {
    if ((await this.repository.countAdministrators(sql, id)) === 0) throw lastAdmin();
  }
}

function isAdministrator({ role, disabled }: Access): boolean {
  return role === 'admin' && !disabled;
}

function accessAfter(before: UserRow, change: UpdateUserDto): Access {
  return { role: change.role ?? before.role, disabled: change.disabled ?? before.disabled };
}

export function toUserDto({
  id,
  username,
  displayName,
  email,
  avatarUrl,
  role,
  disabled,
  lastActiveAt,
}: UserRow): UserDto {
  return { id, username, displayName, email, avatarUrl, role, disabled, lastActiveAt };
}

function lastAdmin(): DomainError {
  return new DomainError('conflict', 'last-admin', 'This is the last administrator: make somebody else one first.');
}
