import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { DomainError, notFound, toPage, type Page, type PageQuery, type UserPrincipal } from '../../common';
import { auditChanges, auditTarget } from '../../infra/audit';
import { PrincipalCache } from '../access/principal-cache';
import { hashToken, newOpaqueToken } from '../access/opaque-token';
import { createdAtCursor } from '../user/created-at-cursor';
import type { CreateApiKeyDto } from './api-key.dto';
import { ApiKeyRepository, type ApiKeyRow } from './api-key.repository';

const cursor = createdAtCursor('api-keys');

@Injectable()
export class ApiKeys {
  constructor(
    private readonly repository: ApiKeyRepository,
    private readonly cache: PrincipalCache,
  ) {}

  async list(query: PageQuery): Promise<Page<ApiKeyRow>> {
    const rows = await this.repository.list(query.limit, cursor.decode(query.cursor));
    return toPage(rows, query.limit, cursor.encode, (row) => row);
  }

  /** Answers the new key in clear: it is shown this once. */
  async create(admin: UserPrincipal, request: CreateApiKeyDto): Promise<ApiKeyRow & { key: string }> {
    const expiresAt = request.expiresAt ? new Date(request.expiresAt) : null;
    const key = `sp_${newOpaqueToken()}`;
    const scopes = [...new Set(request.scopes)];
    const row = await this.repository.add({
      userId: admin.userId,
      name: request.name,
      keyHash: hashToken(key),
      scopes,
      expiresAt,
    });
    if (!row) throw expiryInThePast();
    auditTarget({ id: row.id, name: row.name });
    auditChanges({}, { scopes, expiresAt });
    return { ...row, key };
  }

  /** @throws DomainError `not-found` */
  async delete(apiKeyId: string): Promise<void> {
    const name = isUUID(apiKeyId) ? await this.repository.remove(apiKeyId) : null;
    if (name === null) throw notFound('The API key');
    auditTarget({ name });
    this.cache.invalidate({ apiKeyId });
  }
}

function expiryInThePast(): DomainError {
  return new DomainError('invalid', 'expiry-in-the-past', 'An API key cannot expire before it is made.', {
    errors: [{ field: 'expiresAt', message: 'must be in the future' }],
  });
}
