import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { notFound, toPage, type Page, type Principal } from '../../common';
import { SessionRepository } from '../session/session.repository';
import { createdAtCursor } from './created-at-cursor';
import type { UserDetailDto, UserServerDto } from './user-detail.dto';
import { UserDirectoryQuery, type UserSummaryRow, type VisibleSectionRow } from './user-directory.query';
import type { UserListQuery, UserSummaryDto } from './user.dto';
import { toUserDto } from './users';

const cursor = createdAtCursor('users');

/** People as administrators see them. */
@Injectable()
export class UserDirectory {
  constructor(
    private readonly query: UserDirectoryQuery,
    private readonly sessions: SessionRepository,
  ) {}

  async list({ q, role, disabled, limit, cursor: after }: UserListQuery): Promise<Page<UserSummaryDto>> {
    const filter = { q: q?.trim() || null, role: role ?? null, disabled: disabled ?? null };
    const rows = await this.query.list(filter, limit, cursor.decode(after));
    return toPage(rows, limit, cursor.encode, toSummary);
  }

  /** @throws DomainError `not-found` */
  async get(id: string, principal: Principal): Promise<UserDetailDto> {
    const user = isUUID(id) ? await this.query.find(id) : null;
    if (!user) throw notFound('The user');
    const [sections, sessions, plays] = await Promise.all([
      this.query.visibleSections(id),
      this.sessions.listLive(id),
      this.query.plays(id),
    ]);
    const own = principal.kind === 'user' ? principal.sessionId : null;
    return {
      ...toSummary(user),
      membershipCheckedAt: user.role === 'admin' ? null : user.membershipCheckedAt,
      servers: byServer(sections),
      sessions: sessions.map((session) => ({ ...session, current: session.id === own })),
      plays,
    };
  }
}

function toSummary(row: UserSummaryRow): UserSummaryDto {
  const { createdAt, sessionCount, visibleSectionCount, apiKeyCount, plays30d } = row;
  return { ...toUserDto(row), createdAt, sessionCount, visibleSectionCount, apiKeyCount, plays30d };
}

function byServer(rows: VisibleSectionRow[]): UserServerDto[] {
  const servers = new Map<string, UserServerDto>();
  for (const { serverId, serverName, id, title, type } of rows) {
    const server = servers.get(serverId) ?? { id: serverId, name: serverName, sections: [] };
    server.sections.push({ id, title, type });
    servers.set(serverId, server);
  }
  return [...servers.values()];
}
