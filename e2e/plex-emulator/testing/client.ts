import { XMLParser } from 'fast-xml-parser';
import { startEmulator, type Emulator, type EmulatorOptions } from '../index';

/** A fixed day, so that nothing in a spec depends on when it runs. */
export const EPOCH = Date.parse('2026-05-01T00:00:00Z') / 1000;

export type Row = Record<string, unknown>;

export interface Container {
  size: number;
  totalSize?: number;
  offset?: number;
  Metadata?: Row[];
  Directory?: Row[];
  [name: string]: unknown;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  processEntities: true,
  trimValues: false,
  ignoreDeclaration: true,
});

/** Everything a spec wants to do to an emulated world, over HTTP only. */
export class Client {
  constructor(readonly emulator: Emulator) {}

  get server() {
    return this.emulator.servers[0];
  }

  token(account: string): string {
    const found = this.emulator.accounts.find(({ title }) => title === account);
    if (!found) throw new Error(account);
    return found.token;
  }

  async accessToken(account: string): Promise<string> {
    const accounts = (await this.control('GET', 'accounts')) as { title: string; servers: { accessToken: string }[] }[];
    return accounts.find(({ title }) => title === account)?.servers[0]?.accessToken ?? 'none';
  }

  async pms(path: string, init: RequestInit & { token?: string } = {}): Promise<Response> {
    const headers = {
      Accept: 'application/json',
      'X-Plex-Token': init.token ?? this.server.token,
      ...(init.headers as Record<string, string> | undefined),
    };
    return fetch(this.server.uri + path, { ...init, headers });
  }

  async container(path: string, init: RequestInit & { token?: string } = {}): Promise<Container> {
    const response = await this.pms(path, init);
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    return ((await response.json()) as { MediaContainer: Container }).MediaContainer;
  }

  async rows(path: string, init: RequestInit & { token?: string } = {}): Promise<Row[]> {
    return (await this.container(path, init)).Metadata ?? [];
  }

  async xml(path: string): Promise<Record<string, unknown>> {
    const response = await this.pms(path, { headers: { Accept: 'application/xml' } });
    return parseXml(await response.text());
  }

  async tv(path: string, init: RequestInit & { account?: string; client?: string | null } = {}): Promise<Response> {
    const headers: Record<string, string> = {
      Accept: 'application/json',
      ...(init.headers as Record<string, string> | undefined),
    };
    if (init.client !== null) headers['X-Plex-Client-Identifier'] = init.client ?? 'spec';
    if (init.account !== undefined) headers['X-Plex-Token'] = this.token(init.account);
    return fetch(this.emulator.plexTv + path, { ...init, headers });
  }

  async control(method: string, name: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.emulator.control}/${name}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (response.status !== 200) throw new Error(JSON.stringify(answer));
    return answer;
  }

  async truth(query = ''): Promise<Row[]> {
    const text = await (await fetch(`${this.emulator.control}/truth?${query}`)).text();
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Row);
  }

  /** Pages through a listing the careful way: by rows received. */
  async everything(path: string, pageSize = 200): Promise<Row[]> {
    const rows: Row[] = [];
    for (;;) {
      const { Metadata = [], totalSize = 0 } = await this.container(
        `${path}${path.includes('?') ? '&' : '?'}X-Plex-Container-Start=${rows.length}&X-Plex-Container-Size=${pageSize}`,
      );
      rows.push(...Metadata);
      if (rows.length >= totalSize) return rows;
      if (Metadata.length === 0) throw new Error('an empty page before the end');
    }
  }
}

export function parseXml(text: string): Record<string, unknown> {
  return parser.parse(text) as Record<string, unknown>;
}

/** XML shows one child as an object and several as a list. */
export function asList(value: unknown): Row[] {
  if (value === undefined || value === '') return [];
  return (Array.isArray(value) ? value : [value]) as Row[];
}

export async function startClient(options: Partial<EmulatorOptions> = {}): Promise<Client> {
  return new Client(await startEmulator({ movies: 60, shows: 5, artists: 3, plays: 200, epoch: EPOCH, ...options }));
}
