import type { AvailableServer, Connection } from '../../api/types';
import { formatCount, formatSpan } from '../../ui/format';

/** The connection that SmartPlex will take: the first that answered, as the list is in order of preference. */
export function recommended(server: AvailableServer): Connection | undefined {
  return server.connections.find(({ reachable }) => reachable);
}

/** Otherwise as they are: in order of preference. */
export function answeringFirst(connections: readonly Connection[]): Connection[] {
  return [...connections.filter(({ reachable }) => reachable), ...connections.filter(({ reachable }) => !reachable)];
}

/** `Local · 3 ms`, `Relay · no answer`. */
export function describeConnection({ local, relay, reachable, latencyMs }: Connection): string {
  const path = relay ? $localize`Relay` : local ? $localize`Local` : $localize`Remote`;
  if (!reachable) return $localize`${path}:path: · no answer`;
  return latencyMs === null ? path : `${path} · ${latencyOf(latencyMs)}`;
}

function latencyOf(ms: number): string {
  return ms < 1000 ? $localize`${formatCount(Math.round(ms))}:milliseconds: ms` : formatSpan(ms);
}

/** Servers that can be registered first, of these the ones that answer. */
export function inOrder(servers: readonly AvailableServer[]): AvailableServer[] {
  const rank = (server: AvailableServer): number => (server.owned ? 0 : 2) + (recommended(server) ? 0 : 1);
  return [...servers].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}
