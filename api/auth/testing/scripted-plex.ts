import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An account as plex.tv would describe it. `user` replaces the whole reply of /user. */
export interface ScriptedAccount {
  id: number;
  username?: string;
  title?: string;
  email?: string;
  user?: unknown;
  /** Sections of the media server that are shared with the account; absent: no share. */
  sections?: string[];
  owned?: boolean;
  /** Listed by plex.tv under the server's identifier, but unknown to the real server. */
  forged?: boolean;
  revoked?: boolean;
}

export const MACHINE = 'scripted-machine';
const ALL_SECTIONS = ['1', '2', '3'];

/**
 * plex.tv and one media server, scripted: says exactly what a spec needs, also what the emulator never
 * would (an account without id, a share that vanishes between two requests).
 */
export class ScriptedPlex {
  readonly accounts = new Map<string, ScriptedAccount>();
  /** Requests by path, in order. */
  readonly requests: string[] = [];
  /** Status that plex.tv answers to everything; null: works. */
  outage: number | null = null;
  /** Whether the media server answers. */
  serverIsUp = true;
  private readonly pins = new Map<string, { token: string | null }>();
  private readonly server: Server;
  private nextPin = 1000;

  constructor() {
    this.server = createServer((request, response) => this.answer(request, response));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Adds an account; its token is `token-<id>`. */
  account(account: ScriptedAccount): string {
    const token = `token-${account.id}`;
    this.accounts.set(token, account);
    return token;
  }

  /** What the person does on Plex's page. `code` is the one of the PIN. */
  approve(code: string, accountId: number): void {
    this.pins.get(code)!.token = `token-${accountId}`;
  }

  forgetPin(code: string): void {
    this.pins.delete(code);
  }

  countRequests(path: RegExp): number {
    return this.requests.filter((line) => path.test(line)).length;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url!, 'http://plex').pathname;
    this.requests.push(`${request.method} ${path}`);
    const ours = path.startsWith('/library') || path === '/identity' || path === '/';
    if (ours ? !this.serverIsUp : this.outage !== null) {
      response.writeHead(ours ? 500 : this.outage!).end();
      return;
    }
    const [status, body] = this.reply(request, path);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  private reply(request: IncomingMessage, path: string): [number, unknown] {
    if (path === '/api/v2/pins') return this.newPin();
    const pin = /^\/api\/v2\/pins\/(\d+)$/.exec(path);
    if (pin) return this.pinState(pin[1]!);
    if (path === '/identity')
      return [200, { MediaContainer: { machineIdentifier: MACHINE, version: '1.41.0', claimed: true } }];
    return this.accountReply(request, path);
  }

  private accountReply(request: IncomingMessage, path: string): [number, unknown] {
    const account = this.accounts.get(String(request.headers['x-plex-token']));
    if (!account || account.revoked) return [401, { errors: [{ code: 1001, message: 'Not authorized', status: 401 }] }];
    if (path === '/api/v2/user') return [200, account.user ?? account];
    if (path === '/api/v2/resources') return [200, this.resources(account)];
    if (path.endsWith('/shared_servers')) return [200, { MediaContainer: { SharedServer: this.shares() } }];
    if (path === '/library/sections') return this.sections(account);
    return [404, {}];
  }

  private newPin(): [number, unknown] {
    const code = String(this.nextPin++);
    this.pins.set(code, { token: null });
    return [201, { id: Number(code), code, expiresIn: 1800, authToken: null }];
  }

  private pinState(code: string): [number, unknown] {
    const pin = this.pins.get(code);
    return pin ? [200, { id: Number(code), code, authToken: pin.token }] : [404, { errors: [{ code: 1020 }] }];
  }

  private resources(account: ScriptedAccount): unknown[] {
    if (!account.sections && !account.owned && !account.forged) return [];
    const accessToken = `token-${account.id}`;
    const connections = [{ uri: this.url, protocol: 'http', address: '127.0.0.1', port: 1, local: true, relay: false }];
    return [
      {
        name: 'Player',
        provides: 'client,player',
        clientIdentifier: 'player',
        owned: true,
        accessToken: null,
        connections: [],
      },
      {
        name: 'Scripted',
        provides: 'server',
        clientIdentifier: MACHINE,
        owned: account.owned ?? false,
        accessToken,
        connections,
      },
    ];
  }

  private shares(): unknown[] {
    return [...this.accounts.values()]
      .filter(({ sections }) => sections)
      .map(({ id, sections }) => ({ userID: id, Section: sections!.map((key) => ({ key, shared: 1 })) }));
  }

  private sections(account: ScriptedAccount): [number, unknown] {
    if (!account.owned && !account.sections) return [401, {}];
    const keys = account.owned ? ALL_SECTIONS : account.sections!;
    return [
      200,
      {
        MediaContainer: {
          size: keys.length,
          Directory: keys.map((key) => ({ key, uuid: key, title: key, type: 'movie' })),
        },
      },
    ];
  }
}
