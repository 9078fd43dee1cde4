import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

/** Speaks both ways of push over real HTTP, and misbehaves as a spec wants it. */
export class ScriptedPushServer {
  /** Status that upgrades are answered with; 0 lets them through. */
  upgradeStatus = 0;
  eventSourceStatus = 200;
  /** Takes upgrades and never answers them. */
  hangs = false;
  /** Answers no ping. */
  isMute = false;
  readonly upgrades: IncomingMessage[] = [];
  readonly requests: IncomingMessage[] = [];
  readonly sockets = new Set<WebSocket>();
  readonly responses = new Set<ServerResponse>();
  private readonly hanging: Duplex[] = [];
  private server?: Server;
  private wss?: WebSocketServer;

  get uri(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get port(): number {
    return (this.server!.address() as AddressInfo).port;
  }

  async start(): Promise<this> {
    this.wss = new WebSocketServer({ noServer: true, autoPong: !this.isMute });
    this.server = createServer((request, response) => this.stream(request, response));
    this.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    for (const socket of this.hanging) socket.destroy();
    this.server!.closeAllConnections();
    await new Promise((resolve) => this.server!.close(resolve));
  }

  /** To everyone who listens by WebSocket. */
  send(message: unknown): void {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    for (const socket of this.sockets) socket.send(text);
  }

  /** To everyone who listens by event source. */
  write(text: string): void {
    for (const response of this.responses) response.write(text);
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.upgrades.push(request);
    socket.on('error', () => undefined);
    if (this.hangs) return void this.hanging.push(socket);
    if (this.upgradeStatus !== 0) {
      socket.end(`HTTP/1.1 ${this.upgradeStatus} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    this.wss!.handleUpgrade(request, socket, head, (ws) => {
      this.sockets.add(ws);
      ws.on('error', () => undefined);
      ws.on('close', () => this.sockets.delete(ws));
    });
  }

  private stream(request: IncomingMessage, response: ServerResponse): void {
    this.requests.push(request);
    response.writeHead(this.eventSourceStatus, { 'content-type': 'text/event-stream' });
    if (this.eventSourceStatus !== 200) return void response.end();
    response.write('event: ping\ndata: {}\n\n');
    this.responses.add(response);
    response.on('close', () => this.responses.delete(response));
  }
}
