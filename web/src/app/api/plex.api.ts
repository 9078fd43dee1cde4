import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import { Api } from './generated/api';
import { listAvailableServers } from './generated/fn/plex/list-available-servers';
import { listServers } from './generated/fn/plex/list-servers';
import { registerServer } from './generated/fn/plex/register-server';
import { testServer } from './generated/fn/plex/test-server';
import type { AvailableServer, Page, RegisterServer, Server, ServerTest } from './types';

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
}
