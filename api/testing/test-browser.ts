import { setTimeout as sleep } from 'node:timers/promises';

export interface TestResponse {
  status: number;
  headers: Headers;
  /** Parsed JSON; text where the body is something else; null where there is none. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- specs read what the API answered
  body: any;
}

export interface RequestOptions {
  body?: unknown;
  headers?: Record<string, string>;
  /** Sends the body as it is instead of as JSON. */
  rawBody?: string | Uint8Array;
}

interface Controllable {
  call(path: string, body?: unknown): Promise<unknown>;
}

export interface SignInOptions {
  emulator: Controllable;
  setupCode?: string;
}

/** A browser as far as the API can tell: keeps cookies and sends the CSRF token back. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();

  /** @param url of the product, without a slash at the end */
  constructor(private readonly url: string) {}

  get = (path: string, options?: RequestOptions) => this.request('GET', path, options);
  delete = (path: string, options?: RequestOptions) => this.request('DELETE', path, options);
  post = (path: string, body: unknown = {}, options?: RequestOptions) =>
    this.request('POST', path, { body, ...options });
  put = (path: string, body: unknown = {}, options?: RequestOptions) => this.request('PUT', path, { body, ...options });
  patch = (path: string, body: unknown = {}, options?: RequestOptions) =>
    this.request('PATCH', path, { body, ...options });

  async request(method: string, path: string, options: RequestOptions = {}): Promise<TestResponse> {
    const response = await this.fetch(method, path, options);
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text || null };
  }

  /** The response itself, its body unread: for streams and pictures. */
  async fetch(method: string, path: string, { body, rawBody, headers }: RequestOptions = {}): Promise<Response> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      body: rawBody ?? (body === undefined ? undefined : JSON.stringify(body)),
      headers: {
        ...(body === undefined && rawBody === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.cookies.size > 0 ? { cookie: this.cookieHeader() } : {}),
        ...(this.cookies.has('XSRF-TOKEN')
          ? { 'x-xsrf-token': decodeURIComponent(this.cookies.get('XSRF-TOKEN')!) }
          : {}),
        ...headers,
      },
    });
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    return response;
  }

  /** Through the real PIN flow; the emulator's control API stands in for the person on the consent page. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the user as the API answers it
  async signIn(account: string, { emulator, setupCode }: SignInOptions): Promise<any> {
    await this.get('/api/v1/auth/csrf');
    const pin = await this.post('/api/v1/auth/plex/pins');
    if (pin.status !== 201) throw new Error(`No PIN: ${pin.status} ${JSON.stringify(pin.body)}`);
    await emulator.call('pins/approve', { code: pin.body.code, account });
    for (let attempt = 0; attempt < 40; attempt++) {
      const claim = await this.post(`/api/v1/auth/plex/pins/${pin.body.id}/claim`, setupCode ? { setupCode } : {});
      if (claim.status === 200) return claim.body.user;
      if (claim.status !== 202) throw new Error(`No sign-in: ${claim.status} ${JSON.stringify(claim.body)}`);
      await sleep(100);
    }
    throw new Error('The sign-in never completed');
  }

  private cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
    const separator = pair.indexOf('=');
    const name = pair.slice(0, separator);
    const expired = attributes.some(
      (attribute) =>
        /^max-age=0$/i.test(attribute) || (/^expires=/i.test(attribute) && Date.parse(attribute.slice(8)) < Date.now()),
    );
    if (expired) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(separator + 1));
  }
}
