import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';
import { issueCsrfCookie } from '../auth';
import type { AppConfig } from '../infra/config';
import { securityHeaders } from './security-headers';

const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;
/** The build writes a content hash into these names, so they never change. */
const HASHED = /-[\w-]{8}\.(js|css)$/;

/** What no browser opens as a page. */
const NO_PAGE = /\.(js|css|json|webmanifest|woff2|png|webp|ico)$/;

/** Rules for documents mean nothing on a script or style, and on two dozen files they weigh as much as a page. */
const FOR_PAGES_ONLY = [
  'Content-Security-Policy',
  'X-DNS-Prefetch-Control',
  'X-Download-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-XSS-Protection',
  'Referrer-Policy',
  'Permissions-Policy',
];

/** dist/web/browser, seen from the sources as well as from the build. */
function portalFolder(): string | null {
  const candidates = ['../../../web/browser', '../../dist/web/browser'].map((path) => join(__dirname, path));
  return candidates.find((folder) => existsSync(join(folder, 'index.html'))) ?? null;
}

/**
 * Serves the built portal: files as they were compressed at build time, and index.html for every deep
 * link. What looks like the API, a probe or a file never gets the page.
 */
export function servePortal(app: NestExpressApplication, config: AppConfig): void {
  const folder = portalFolder();
  if (!folder) return;
  const { basePath } = config.http;
  const index = readFileSync(join(folder, 'index.html'), 'utf8').replace(
    /<base href="[^"]*"\s*\/?>/,
    `<base href="${basePath}" />`,
  );
  const page = { plain: Buffer.from(index), small: brotliCompressSync(index) };
  const headers = securityHeaders(config);
  const csrf = issueCsrfCookie(app);
  const how = { index: false, redirect: false, setHeaders: cacheHeaders };
  const files = express.static(folder, how);
  // What never changes is never asked for anew, so nothing to ask by has to go along.
  const hashedFiles = express.static(folder, { ...how, etag: false, lastModified: false, acceptRanges: false });
  const compressed = new Set(readdirSync(folder, { recursive: true }).map((name) => `/${String(name)}`));
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!isPortals(request)) return next();
    // For the counts: there is no route to name it by.
    response.locals.answeredBy = 'portal';
    if (extname(request.path) === '' || request.path === '/index.html') {
      csrf(request, response, () => sendPage(request, response, page));
      return;
    }
    const serve = HASHED.test(request.path) ? hashedFiles : files;
    chooseEncoding(request, response, compressed);
    // A file that cannot be sent is answered by a problem, which has the headers of all other answers.
    serve(request, response, (error?: unknown) => headers(request, response, () => next(error)));
  });
}

function sendPage(request: Request, response: Response, page: { plain: Buffer; small: Buffer }): void {
  response.set('Cache-Control', 'no-cache').vary('Accept-Encoding').type('html');
  if (request.acceptsEncodings('br') === false) response.send(page.plain);
  else response.set('Content-Encoding', 'br').send(page.small);
}

/** The API, probes and metrics are asked far more often than the portal: they must not pass through the file system. */
function isPortals({ method, path }: Request): boolean {
  return (method === 'GET' || method === 'HEAD') && !/^\/(api|health|metrics)(\/|$)/i.test(path);
}

/** Points a request for `main.js` at `main.js.br` where the browser takes it. */
function chooseEncoding(request: Request, response: Response, compressed: ReadonlySet<string>): void {
  const { path } = request;
  const encoding = ENCODINGS.find(
    ({ name, suffix }) => compressed.has(path + suffix) && request.acceptsEncodings(name) !== false,
  );
  if (!encoding) return;
  response.type(extname(path)).set('Content-Encoding', encoding.name).vary('Accept-Encoding');
  request.url = request.url.replace(path, path + encoding.suffix);
}

function cacheHeaders(response: ServerResponse, file: string): void {
  const plain = file.replace(/\.(br|gz)$/, '');
  const hashed = HASHED.test(plain);
  response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  // That a connection is kept open goes without saying.
  if (hashed) response.removeHeader('Connection');
  if (plain.endsWith('.svg')) response.setHeader('Content-Type', 'image/svg+xml; charset=utf-8');
  // Whatever a browser may open as a page of its own keeps them, as does a worker: only what cannot goes without.
  if (NO_PAGE.test(plain) && !plain.endsWith('sw.js')) for (const name of FOR_PAGES_ONLY) response.removeHeader(name);
}
