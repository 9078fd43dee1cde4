const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;

interface Refusal {
  why: string;
  waitMs: number;
  until: number;
}

/** Servers that cannot be listened to: each is asked for less and less often, and told of once. */
export class RefusedServers {
  private readonly refusals = new Map<string, Refusal>();

  isWaiting(serverId: string): boolean {
    return performance.now() < (this.refusals.get(serverId)?.until ?? 0);
  }

  /** True: this is news. */
  refused(serverId: string, error: unknown): boolean {
    const before = this.refusals.get(serverId);
    const why = String(error);
    const waitMs = before ? Math.min(before.waitMs * 2, LONGEST_WAIT_MS) : FIRST_WAIT_MS;
    this.refusals.set(serverId, { why, waitMs, until: performance.now() + waitMs });
    return before?.why !== why;
  }

  accepted(serverId: string): void {
    this.refusals.delete(serverId);
  }

  /** The others are none of ours any more. */
  keep(serverIds: ReadonlySet<string>): void {
    for (const id of this.refusals.keys()) if (!serverIds.has(id)) this.refusals.delete(id);
  }

  /** Something was done about it: nobody waits any more. */
  askAgain(): void {
    for (const refusal of this.refusals.values()) refusal.until = 0;
  }
}
