import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import { Api } from './generated/api';
import { createApiKey } from './generated/fn/api-keys/create-api-key';
import { deleteApiKey } from './generated/fn/api-keys/delete-api-key';
import { listApiKeys } from './generated/fn/api-keys/list-api-keys';
import type { ApiKey, CreatedApiKey, NewApiKey, Page } from './types';

@Injectable({ providedIn: 'root' })
export class ApiKeysApi {
  private readonly api = inject(Api);

  keys(cursor?: string): Observable<Page<ApiKey>> {
    return this.api.invoke(listApiKeys, { cursor });
  }

  create(body: NewApiKey): Observable<CreatedApiKey> {
    return this.api.invoke(createApiKey, { body });
  }

  delete(id: string): Observable<void> {
    return this.api.invoke(deleteApiKey, { id });
  }
}
