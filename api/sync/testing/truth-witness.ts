import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

const ITEM = /^\/library\/metadata\/([^/,?]+)$/;
const LISTING = /^\/library\/sections\/[^/]+\/all$/;

/** Something that happens at the server when a run has just been answered its n-th page. */
interface Meanwhile {
  page: number;
  act: () => Promise<unknown>;
}

/**
 * Stands between a sync and a media server and passes everything on as it is, broken answers included.
 * It remembers which items the server itself called gone, and lets things happen in the middle of a run.
 */
export class Witness {
  /** Keys for which the server answered 404, each by itself: the only proof that there is. */
  readonly denied = new Set<string>();
  meanwhile: Meanwhile | null = null;
  private pages = 0;
  private readonly agent = new Agent({ keepAlive: false });
  private readonly server: Server;

  private constructor(private readonly target: string) {
    this.server = createServer((call, answer) => this.pass(call, answer));
  }

  static async before(target: string): Promise<Witness> {
    const witness = new Witness(target);
    await new Promise<void>((resolve) => witness.server.listen(0, '127.0.0.1', resolve));
    return witness;
  }

  get uri(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on pages are counted from the first one. */
  expect(meanwhile: Meanwhile | null): void {
    this.meanwhile = meanwhile;
    this.pages = 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    this.agent.destroy();
  }

  private pass(call: IncomingMessage, answer: ServerResponse): void {
    const url = new URL(call.url!, this.target);
    const headers = { ...call.headers, connection: 'close', host: url.host };
    const onward = request(url, { method: call.method, headers, agent: this.agent });
    onward.on('error', () => answer.destroy());
    onward.on('response', (reply) => {
      if (reply.statusCode === 404) this.hear(url.pathname);
      reply.on('error', () => answer.destroy());
      // What is answered was made up before this happens, what is asked next is not.
      void this.atPage(url, call).finally(() => {
        const { connection: _, ...rest } = reply.headers;
        if (!answer.destroyed) answer.writeHead(reply.statusCode!, rest);
        pipeline(reply, answer, () => undefined);
      });
    });
    answer.on('close', () => onward.destroy());
    call.pipe(onward);
  }

  private hear(path: string): void {
    const key = ITEM.exec(path)?.[1];
    if (key) this.denied.add(key);
  }

  private async atPage({ pathname, searchParams }: URL, { headers }: IncomingMessage): Promise<void> {
    const size = searchParams.get('X-Plex-Container-Size') ?? headers['x-plex-container-size'];
    if (!LISTING.test(pathname) || size === '0') return;
    this.pages++;
    const { meanwhile } = this;
    if (meanwhile?.page !== this.pages) return;
    this.meanwhile = null;
    await meanwhile.act().catch(() => undefined);
  }
}
