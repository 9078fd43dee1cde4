// The proxies of docker/proxy as they are handed out, with nothing changed but ports, name and certificate.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { Child, freePort } from '../support/stack/child.mjs';

const CERTIFICATE = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];

export function makeCertificate(folder) {
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  const args = ['req', '-x509', ...CERTIFICATE, '-addext', 'subjectAltName=DNS:localhost'];
  const made = spawnSync('openssl', [...args, '-keyout', files.key, '-out', files.cert]);
  if (made.status !== 0) throw new Error(`openssl made no certificate: ${made.stderr}`);
  return files;
}

export async function nginx(folder, { cert, key }, upstream) {
  const [plain, secure] = [await freePort(), await freePort()];
  const server = readFileSync('docker/proxy/nginx.conf', 'utf8')
    .replaceAll(/^ *listen \[::\].*\n/gm, '')
    .replace('listen 80;', `listen 127.0.0.1:${plain};`)
    .replace('listen 443 ssl http2;', `listen 127.0.0.1:${secure} ssl http2;`)
    .replaceAll('smartplex.example.org', 'localhost')
    .replace('/etc/ssl/smartplex/fullchain.pem', cert)
    .replace('/etc/ssl/smartplex/privkey.pem', key)
    .replace('127.0.0.1:3000', upstream);
  mkdirSync(join(folder, 'nginx'));
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, 'nginx', name)};`,
  );
  const config = join(folder, 'nginx.conf');
  writeFileSync(
    config,
    `daemon off; pid ${join(folder, 'nginx.pid')}; error_log stderr; events {}\n` +
      `http { access_log off; ${paths.join(' ')}\n${server}}\n`,
  );
  return proxy('nginx', folder, { args: ['-c', config, '-p', folder], plain, secure });
}

export async function caddy(folder, { cert, key }, upstream) {
  const [plain, secure] = [await freePort(), await freePort()];
  const site = readFileSync('docker/proxy/Caddyfile', 'utf8')
    .replace('smartplex.example.org {', `localhost {\n\ttls ${cert} ${key}`)
    .replace('127.0.0.1:3000', upstream);
  const config = join(folder, 'Caddyfile');
  const ports = `http_port ${plain}\n\thttps_port ${secure}\n\tdefault_bind 127.0.0.1\n\tadmin off`;
  writeFileSync(config, `{\n\t${ports}\n}\n${site}`);
  const env = { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  return proxy('caddy', folder, { args: ['run', '--config', config, '--adapter', 'caddyfile'], plain, secure, env });
}

function proxy(command, folder, { args, plain, secure, env = {} }) {
  const child = new Child(command, {
    command,
    args,
    env,
    logFile: join(folder, `${command}.log`),
    answers: async () => (await head(plain)) !== null,
  });
  return Object.assign(child, { url: `https://localhost:${secure}`, redirect: () => head(plain, '/library?q=a') });
}

/** What the plain port answers to whoever comes without https; null where nobody does. */
function head(port, path = '/') {
  return new Promise((resolve) => {
    const call = request({ host: '127.0.0.1', port, path, headers: { host: 'localhost' } }, ({ statusCode, headers }) =>
      resolve({ status: statusCode, location: headers.location }),
    );
    call.once('error', () => resolve(null)).end();
  });
}

/** The cipher of TLS 1.2 that a proxy takes of those that are offered; null where it takes none. */
export async function cipherOfferedTo(url, ciphers) {
  return (await shakeHands(url, { maxVersion: 'TLSv1.2', ciphers }))?.cipher ?? null;
}

/** What a proxy and a client that would take old versions too agree upon; null where the proxy takes none of them. */
export async function versionOfferedTo(url, maxVersion) {
  // Today's libraries speak the old ones at the lowest level of security only.
  const how = { minVersion: 'TLSv1', maxVersion, ciphers: 'ALL:@SECLEVEL=0' };
  return (await shakeHands(url, how))?.version ?? null;
}

function shakeHands(url, how) {
  const { port } = new URL(url);
  return new Promise((resolve) => {
    const where = { host: '127.0.0.1', port, servername: 'localhost', rejectUnauthorized: false };
    const socket = connect({ ...where, ...how }, () => {
      resolve({ cipher: socket.getCipher().standardName, version: socket.getProtocol() });
      socket.destroy();
    });
    socket.once('error', () => resolve(null));
  });
}
