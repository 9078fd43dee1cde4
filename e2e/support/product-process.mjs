// Runs the built product as a process of its own, and signs in to it the way a browser does.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * @param {Record<string, string>} env settings of the product
 * @returns {Promise<{ pid: number, url: string, stop: () => Promise<number | null> }>} once it answers
 */
export async function startProduct(env) {
  const child = spawn(process.execPath, [join(root, 'api/start.mjs')], {
    cwd: root,
    env: { ...process.env, LOG_FORMAT: 'json', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const match = /SmartPlex is ready: (\S+)/.exec(line);
      if (match) resolve(match[1]);
    });
    exited.then((code) => reject(new Error(`the product ended with code ${code}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    return exited;
  };
  return { pid: child.pid, url, exited, stop };
}

/** A signed-in caller: keeps cookies and sends the CSRF token back. */
export class ApiClient {
  cookies = new Map();

  constructor(origin) {
    this.origin = origin;
  }

  async request(method, path, body) {
    const response = await fetch(`${this.origin}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-xsrf-token': decodeURIComponent(this.cookies.get('XSRF-TOKEN') ?? ''),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    }).catch((error) => {
      throw new Error(`${method} ${path} was not answered: ${error.cause?.message ?? error.message}`, { cause: error });
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0].split(/=(.*)/s);
      this.cookies.set(name, value);
    }
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text ? JSON.parse(text) : null;
  }

  get = (path) => this.request('GET', path);
  post = (path, body = {}) => this.request('POST', path, body);

  /** The PIN flow; the emulator's control API stands in for the person on the consent page. */
  async signIn(emulator, username, setupCode) {
    await this.get('/api/v1/auth/csrf');
    const pin = await this.post('/api/v1/auth/plex/pins');
    const approval = await fetch(`${emulator.control}/pins/approve`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: pin.code, account: username }),
    });
    if (!approval.ok) throw new Error(`the emulator refused the approval: ${approval.status}`);
    for (let attempt = 0; attempt < 20; attempt++) {
      const claim = await this.post(`/api/v1/auth/plex/pins/${pin.id}/claim`, { setupCode });
      if (claim.status === 'complete') return claim.user;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error('the sign-in never completed');
  }
}
