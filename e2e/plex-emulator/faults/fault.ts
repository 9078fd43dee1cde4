import { draw } from '../core/hash';

/** What can go wrong, by name. The comment says what the client meets. */
export const FAULT_KINDS = {
  status: 'answers with `status` (401, 403, 404, 429 with `retryAfter`, 500, 503 …)',
  html: 'an HTML page with status 200 instead of data',
  xml: 'XML although JSON was asked',
  empty: 'status 200 and no body',
  truncated: 'JSON or XML cut in the middle, connection ended properly',
  'invalid-json': 'raw control characters and NUL inside strings: no JSON parser takes it',
  slow: '`delayMs` before the first byte, then `bytesPerSecond` (0 = at once)',
  hang: 'takes the request and never answers',
  drop: 'breaks the connection in the middle of the body',
  reset: 'breaks the connection at once',
  'short-page': 'fewer rows than asked (`rows`, default half), more to come',
  'empty-page': 'a page without rows before the end',
  'moving-total': 'another totalSize with every page',
  oversized: 'a body that never seems to end (`megabytes`, default 80)',
  'wrong-machine': 'another machineIdentifier, as if the address had been given to another server',
} as const;

type FaultKind = keyof typeof FAULT_KINDS;

export interface FaultRequest {
  kind: FaultKind;
  /** `plex.tv`, a machineIdentifier, a server's name or number, or `*`. */
  scope?: string;
  /** Path with `*` for anything; default every path. */
  path?: string;
  method?: string;
  /** Ends after so many hits. */
  count?: number;
  /** Acts on every n-th matching request only. */
  every?: number;
  /** Lets so many matching requests pass first. */
  skip?: number;
  /** 0..1, drawn from the seed. */
  probability?: number;
  /** Ends by itself after this time. */
  durationMs?: number;
  status?: number;
  retryAfter?: number;
  delayMs?: number;
  bytesPerSecond?: number;
  rows?: number;
  megabytes?: number;
}

export interface Fault extends FaultRequest {
  id: number;
  hits: number;
  seen: number;
  expiresAt: number | null;
}

/** `*` stands for any run of characters; nothing else is special. */
function matchesGlob(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === text;
  const last = parts[parts.length - 1];
  if (!text.startsWith(parts[0])) return false;
  let at = parts[0].length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - at >= last.length && text.endsWith(last);
}

/** The switched-on faults of the whole world, oldest first; the first that fits a request acts on it. */
export class FaultTable {
  private readonly faults: Fault[] = [];
  private lastId = 0;

  constructor(private readonly seed: number) {}

  set(request: FaultRequest): Fault {
    if (!(request.kind in FAULT_KINDS)) throw new Error(`unknown fault kind ${String(request.kind)}`);
    const expiresAt = request.durationMs === undefined ? null : Date.now() + request.durationMs;
    const fault = { ...request, id: ++this.lastId, hits: 0, seen: 0, expiresAt };
    this.faults.push(fault);
    return fault;
  }

  clear(id?: number): void {
    if (id === undefined) this.faults.length = 0;
    else this.faults.splice(0, this.faults.length, ...this.faults.filter((fault) => fault.id !== id));
  }

  list(): readonly Fault[] {
    return this.faults;
  }

  /** The fault for this request, counted as a hit. `names` are the ways to name the server that was asked. */
  take(names: readonly string[], method: string, path: string): Fault | null {
    for (const fault of this.faults) {
      if (!applies(fault, names, method, path)) continue;
      fault.seen++;
      if (!this.isDue(fault)) continue;
      fault.hits++;
      return fault;
    }
    return null;
  }

  private isDue(fault: Fault): boolean {
    if (fault.seen <= (fault.skip ?? 0)) return false;
    if (fault.every !== undefined && fault.seen % fault.every !== 0) return false;
    return fault.probability === undefined || draw(this.seed + fault.id, fault.seen) / 4294967296 < fault.probability;
  }
}

function isOver({ expiresAt, count, hits }: Fault): boolean {
  return (expiresAt !== null && Date.now() > expiresAt) || (count !== undefined && hits >= count);
}

function applies(fault: Fault, names: readonly string[], method: string, path: string): boolean {
  if (isOver(fault)) return false;
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  const scope = fault.scope ?? '*';
  return (scope === '*' || names.includes(scope)) && matchesGlob(fault.path ?? '*', path);
}
