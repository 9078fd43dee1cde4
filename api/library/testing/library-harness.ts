import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Module,
  type Abstract,
  type CanActivate,
  type DynamicModule,
  type ExecutionContext,
  type Type,
} from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Principal, RequestWithPrincipal } from '../../common';
import { BroadcastModule } from '../../infra/broadcast';
import { AppConfig, ConfigModule, readEnvironment } from '../../infra/config';
import { CryptoModule, SecretBox } from '../../infra/crypto';
import { Database, DatabaseModule } from '../../infra/database';
import { LoggingModule } from '../../infra/logging';
import { ProblemModule } from '../../infra/problem';
import { ServerHealthCheck } from '../../plex/connection/server-health-check';
import { LibraryModule, VisibleSections } from '..';

/** Signs in whom the request names: who may sign in is no matter of the library. */
class NamedPrincipalGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<RequestWithPrincipal & { headers: Record<string, string> }>();
    request.principal = JSON.parse(request.headers['x-principal']) as Principal;
    return true;
  }
}

@Module({})
class LibraryOverHttp {
  static register(config: AppConfig, others: Type[]): DynamicModule {
    return {
      module: LibraryOverHttp,
      imports: [
        ConfigModule.register(config),
        LoggingModule.register(),
        DatabaseModule,
        CryptoModule,
        BroadcastModule.register(config),
        ProblemModule,
        LibraryModule,
        ...others,
      ],
      providers: [{ provide: APP_GUARD, useClass: NamedPrincipalGuard }],
    };
  }
}

export interface Answer {
  status: number;
  headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- specs read what the API answered
  body: any;
}

export const OWNER_ACCOUNT = '501';

/** A media server that only says who it is: those of the harness stay online however long a spec takes. */
async function startAttic(machineIdentifier: string): Promise<Server> {
  const about = { machineIdentifier, friendlyName: 'Attic', version: '', platform: '' };
  const attic = createServer((request, response) => {
    response.writeHead(request.url === '/' ? 200 : 500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ MediaContainer: about }));
  });
  await new Promise<void>((resolve) => attic.listen(0, '127.0.0.1', resolve));
  return attic;
}

/** The library over HTTP; the other modules' tables are filled by hand. */
export class LibraryHarness {
  readonly database: Database;
  private readonly attics: Server[] = [];

  private constructor(
    readonly app: NestExpressApplication,
    readonly dataDir: string,
    private readonly url: string,
  ) {
    this.database = app.get(Database);
  }

  /**
   * @param databaseUrl of a migrated database without rows
   * @param others modules that build on the library
   */
  static async start(
    databaseUrl: string,
    settings: Record<string, string> = {},
    others: Type[] = [],
  ): Promise<LibraryHarness> {
    const dataDir = mkdtempSync(join(tmpdir(), 'smartplex-library-'));
    const environment = { DATA_DIR: dataDir, LOG_LEVEL: 'silent', PLEX_TIMEOUT_MS: '1000', PORT: '3998', ...settings };
    const config = new AppConfig(readEnvironment(environment), databaseUrl);
    const app = await NestFactory.create<NestExpressApplication>(LibraryOverHttp.register(config, others), {
      logger: false,
    });
    app.set('query parser', 'simple');
    app.setGlobalPrefix('api/v1');
    await app.listen(0, '127.0.0.1');
    // The look at the servers that comes by itself some seconds after the start is no matter of any spec.
    await app.get(ServerHealthCheck, { strict: false }).onApplicationShutdown();
    return new LibraryHarness(app, dataDir, await app.getUrl());
  }

  async stop(): Promise<void> {
    await this.app.close();
    for (const attic of this.attics) {
      attic.close();
      attic.closeAllConnections();
    }
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  get<T>(type: Type<T> | Abstract<T>): T {
    return this.app.get(type, { strict: false });
  }

  async ask(principal: Principal, path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await this.fetch(principal, path, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  }

  fetch(principal: Principal, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { 'x-principal': JSON.stringify(principal), 'content-type': 'application/json', ...init.headers };
    return fetch(`${this.url}/api/v1/library/${path}`, { ...init, headers });
  }

  /** @param uri of a media server that is played; else one that only says who it is */
  async addServer(uri?: string, ownerAccountId = OWNER_ACCOUNT): Promise<string> {
    const sealed = this.get(SecretBox).seal('server-token');
    const machineIdentifier = randomUUID();
    await this.addAccount(ownerAccountId);
    const row = await this.database.row<{ id: string }>(
      `INSERT INTO plex_servers (machine_identifier, name, owned, uri, sealed_token, owner_account_id)
       VALUES ($4, 'Attic', true, $1, $2, $3) RETURNING id`,
      [uri ?? (await this.openAttic(machineIdentifier)), sealed, ownerAccountId, machineIdentifier],
    );
    return row!.id;
  }

  private async openAttic(machineIdentifier: string): Promise<string> {
    const attic = await startAttic(machineIdentifier);
    this.attics.push(attic);
    return `http://127.0.0.1:${(attic.address() as AddressInfo).port}`;
  }

  async addSection(
    serverId: string,
    key: string,
    type: string,
    enabled = true,
  ): Promise<{ id: string; serverId: string }> {
    const row = await this.database.row<{ id: string }>(
      `INSERT INTO library_sections (server_id, key, uuid, title, type, enabled)
       VALUES ($1, $2, $5, 'Section', $3, $4) RETURNING id`,
      [serverId, key, type, enabled, `uuid-${key}`],
    );
    this.get(VisibleSections).changed();
    return { id: row!.id, serverId };
  }

  /** A person with a row in `users`; shares are given by `share`. */
  async addUser(accountId: string, role: 'admin' | 'user'): Promise<Principal> {
    await this.addAccount(accountId);
    const row = await this.database.row<{ id: string }>(
      `INSERT INTO users (plex_account_id, username, display_name, role) VALUES ($1, 'name', 'Name', $2) RETURNING id`,
      [accountId, role],
    );
    return { kind: 'user', userId: row!.id, plexAccountId: accountId, role, sessionId: 'session' };
  }

  async share(user: Principal, serverId: string, keys: string[]): Promise<void> {
    await this.database.run(
      `INSERT INTO server_members (user_id, server_id, section_keys, sealed_token) VALUES ($1, $2, $3, 'sealed')
       ON CONFLICT (user_id, server_id) DO UPDATE SET section_keys = EXCLUDED.section_keys`,
      [user.userId, serverId, keys],
    );
    this.get(VisibleSections).changed();
  }

  private async addAccount(accountId: string): Promise<void> {
    const text = `INSERT INTO plex_accounts (account_id, sealed_token) VALUES ($1, 'sealed') ON CONFLICT DO NOTHING`;
    await this.database.run(text, [accountId]);
  }
}
