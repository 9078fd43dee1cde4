/** A table of routes; the parentheses of a pattern become `params`. */
export interface Route<Context> {
  methods: readonly string[];
  pattern: RegExp;
  handle: (context: Context, params: string[]) => unknown;
}

export function route<Context>(methods: string, pattern: RegExp, handle: Route<Context>['handle']): Route<Context> {
  return { methods: methods.split(' '), pattern, handle };
}

export function findRoute<Context>(
  routes: readonly Route<Context>[],
  method: string,
  path: string,
): { route: Route<Context>; params: string[] } | null {
  for (const candidate of routes) {
    if (!candidate.methods.includes(method === 'HEAD' ? 'GET' : method)) continue;
    const match = candidate.pattern.exec(path);
    if (match) return { route: candidate, params: match.slice(1) };
  }
  return null;
}
