/** The path that SmartPlex lives under, without a slash at its end: `` or `/smartplex`. */
export function basePath(): string {
  return new URL(document.baseURI).pathname.replace(/\/+$/, '');
}

/** Path of an API route, e.g. `/library/items`. Relative to the origin, so that the XSRF header goes along. */
export function apiPath(route: string): string {
  return `${basePath()}/api/v1${route}`;
}
