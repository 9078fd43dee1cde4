import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** A listening port that can go down and come back on the same number, like a server that is being updated. */
export class Listener {
  private server: Server | null = null;
  private port: number;

  constructor(
    private readonly host: string,
    port: number,
    private readonly onRequest: RequestHandler,
    private readonly onUpgrade?: UpgradeHandler,
  ) {
    this.port = port;
  }

  get uri(): string {
    return `http://${this.host}:${this.port}`;
  }

  get boundPort(): number {
    return this.port;
  }

  get isUp(): boolean {
    return this.server !== null;
  }

  async up(): Promise<void> {
    if (this.server) return;
    const server = createServer({ keepAliveTimeout: 30_000 }, this.onRequest);
    if (this.onUpgrade) server.on('upgrade', this.onUpgrade);
    // A client that goes away mid-request is nothing to report.
    server.on('clientError', (_error, socket) => socket.destroy());
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, this.host, resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async down(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = null;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}
