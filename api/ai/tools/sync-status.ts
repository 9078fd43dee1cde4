/** How the mirror of one server stands. */
export interface ServerSync {
  /** For people: a provider is never told it. */
  serverName: string;
  status: 'online' | 'offline' | 'unauthorized';
  lastRun: { mode: string; state: string; createdAt: string; finishedAt: string | null } | null;
  /** Null while none is planned. */
  nextRunAt: string | null;
  /** Movies, shows and artists; null while no library was read to its end. */
  itemCount: number | null;
}

/** What the assistant may ask about syncs. Whoever runs them answers. */
export abstract class SyncStatus {
  abstract servers(): Promise<ServerSync[]>;
}
