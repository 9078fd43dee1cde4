// Keeps the portal's own files, so that it opens without a connection and from the home screen. What the API answers
// never passes through here: nothing of a person or a library is ever in a cache of this worker.
// The build writes VERSION and FILES above this line.
/* global VERSION, FILES */
'use strict';

const PREFIX = 'sp-portal-';
const CACHE = PREFIX + VERSION;
const scope = new URL(self.registration.scope);
const page = scope.href;
const kept = new Set(FILES.map((name) => new URL(name, scope).href));
/** A content hash in the name: such a file never changes. */
const HASHED = /-[\w-]{8}\.(js|css)$/;

self.addEventListener('install', (event) => event.waitUntil(keepPortal()));
self.addEventListener('activate', (event) => event.waitUntil(dropOldPortals()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') {
    if (isPage(request.url)) event.respondWith(networkFirst(request, page));
    return;
  }
  const [url] = request.url.split('#');
  if (!kept.has(url)) return;
  event.respondWith(HASHED.test(url) ? cacheFirst(request, url) : networkFirst(request, url));
});

/** A page asks whether this version is its own, or lets it take over. */
self.addEventListener('message', ({ data, ports }) => {
  if (data?.type === 'knows') ports[0]?.postMessage(data.files.every((file) => kept.has(file)));
  if (data?.type === 'take-over') void self.skipWaiting();
});

/** Without cookies, and past what the browser has of names that do not change. */
async function keepPortal() {
  const cache = await caches.open(CACHE);
  const ask = async (url) => {
    const response = await fetch(url, { credentials: 'omit', cache: HASHED.test(url) ? 'default' : 'no-cache' });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    await cache.put(url, response);
  };
  await Promise.all([page, ...kept].map(ask));
}

async function dropOldPortals() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)),
  );
}

/** Deep links of the portal; the API's own pages, probes and files are not. */
function isPage(url) {
  const { origin, pathname } = new URL(url);
  if (origin !== scope.origin || !pathname.startsWith(scope.pathname)) return false;
  const path = pathname.slice(scope.pathname.length);
  return !/^(api|health|metrics)(\/|$)/i.test(path) && !/\.[^/]*$/.test(path);
}

async function cacheFirst(request, url) {
  return (await caches.match(url, { cacheName: CACHE })) ?? fetch(request);
}

async function networkFirst(request, url) {
  try {
    return await fetch(request);
  } catch (error) {
    const copy = await caches.match(url, { cacheName: CACHE });
    if (copy) return copy;
    throw error;
  }
}
