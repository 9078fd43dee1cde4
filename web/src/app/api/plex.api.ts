import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import { Api } from './generated/api';
import { listAvailableServers } from './generated/fn/plex/list-available-servers';
import { listServers } from './generated/fn/plex/list-servers';
import { previewServerRemoval } from './generated/fn/plex/preview-server-removal';
import { registerServer } from './generated/fn/plex/register-server';
import { removeServer } from './generated/fn/plex/remove-server';
import { testServer } from './generated/fn/plex/test-server';
import type { AvailableServer, Page, RegisterServer, Server, ServerRemoval, ServerTest } from './types';

@Injectable({ providedIn: 'root' })
export class PlexApi {
  private readonly api = inject(Api);

  servers(): Observable<Page<Server>> {
    return this.api.invoke(listServers);
  }

  availableServers(): Observable<Page<AvailableServer>> {
    return this.api.invoke(listAvailableServers);
  }

  /** Registers a server, or links a registered one anew. */
  register(server: RegisterServer): Observable<Server> {
    return this.api.invoke(registerServer, { body: server });
  }

  test(id: string): Observable<ServerTest> {
    return this.api.invoke(testServer, { id });
  }

  /** What a removal would take away; nothing is removed by asking. */
  removal(id: string): Observable<ServerRemoval> {
    return this.api.invoke(previewServerRemoval, { id });
  }

  remove(id: string): Observable<void> {
    return this.api.invoke(removeServer, { id });
  }
}
