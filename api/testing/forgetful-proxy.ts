import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What a firewall or a balancer does that loses its table: connections stay open, and nothing comes through any more. */
export class ForgetfulProxy {
  private readonly pairs: [Socket, Socket][] = [];

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async to(url: string): Promise<ForgetfulProxy> {
    const server = createServer();
    const target = new URL(url);
    const proxy = new ForgetfulProxy(server, target);
    server.on('connection', (near) => {
      const far = connect(Number(target.port), target.hostname);
      proxy.pairs.push([near, far]);
      for (const socket of [near, far]) socket.on('error', () => undefined);
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The address that was given, by way of here. */
  get url(): string {
    const here = new URL(this.target);
    here.port = String((this.server.address() as AddressInfo).port);
    return here.href;
  }

  /** What is connected now; what connects from here on gets through. */
  forget(): void {
    for (const socket of this.pairs.flat()) socket.unpipe().on('data', () => undefined);
  }

  close(): void {
    this.server.close();
    for (const socket of this.pairs.flat()) socket.destroy();
  }
}
