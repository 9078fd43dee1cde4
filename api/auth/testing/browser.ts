interface Cookie {
  value: string;
  path: string;
  /** The whole Set-Cookie line, for specs about flags. */
  line: string;
}

export interface Answer<Body = unknown> {
  status: number;
  body: Body;
  headers: Headers;
}

/** A browser's view of the API: a cookie jar that honours paths, and the CSRF header on unsafe methods. */
export class Browser {
  readonly cookies = new Map<string, Cookie>();

  constructor(
    private readonly url: string,
    private readonly prefix = '/api/v1',
  ) {}

  async get<Body>(path: string, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    return this.send('GET', path, undefined, headers);
  }

  async post<Body>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    return this.send('POST', path, body, headers);
  }

  async patch<Body>(path: string, body: unknown): Promise<Answer<Body>> {
    return this.send('PATCH', path, body, {});
  }

  async delete<Body>(path: string, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    return this.send('DELETE', path, undefined, headers);
  }

  /** Value of a cookie, whatever its path. */
  cookie(name: string): string | undefined {
    return [...this.cookies.entries()].find(([key]) => key.startsWith(`${name}@`))?.[1].value;
  }

  cookieLine(name: string): string | undefined {
    return [...this.cookies.entries()].find(([key]) => key.startsWith(`${name}@`))?.[1].line;
  }

  setCookie(name: string, value: string, path = '/'): void {
    this.cookies.set(`${name}@${path}`, { value, path, line: '' });
  }

  private async send<Body>(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Answer<Body>> {
    const target = `${this.prefix}${path}`;
    const token = this.cookie('XSRF-TOKEN');
    const csrf: Record<string, string> = method !== 'GET' && token ? { 'X-XSRF-TOKEN': decodeURIComponent(token) } : {};
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(this.url + target, {
      method,
      headers: { cookie: this.cookieHeader(target), ...json, ...csrf, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    response.headers.getSetCookie().forEach((line) => this.keep(line));
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : undefined) as Body, headers: response.headers };
  }

  private cookieHeader(target: string): string {
    return [...this.cookies.entries()]
      .filter(([, { path }]) => target.startsWith(path))
      .map(([key, { value }]) => `${key.split('@')[0]}=${value}`)
      .join('; ');
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const [name, value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    const attribute = (wanted: string) =>
      attributes.find((text) => text.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
    const path = attribute('path') ?? '/';
    const expires = attribute('expires');
    const gone = expires !== undefined && Date.parse(expires) <= Date.now();
    if (gone) this.cookies.delete(`${name}@${path}`);
    else this.cookies.set(`${name}@${path}`, { value, path, line });
  }
}
