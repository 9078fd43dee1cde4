/** Requests per second each client identifier may make; 0 = no limit. plex.tv documents none, but has one. */
export class RateLimit {
  perSecond = 0;
  retryAfterSeconds = 2;
  refused = 0;
  private readonly windows = new Map<string, { second: number; count: number; blockedUntil: number }>();

  /** Seconds the client has to wait, or null when it may pass. */
  hit(client: string, nowMs: number): number | null {
    if (this.perSecond <= 0) return null;
    const second = Math.floor(nowMs / 1000);
    const window = this.windows.get(client) ?? { second, count: 0, blockedUntil: 0 };
    this.windows.set(client, window);
    if (nowMs < window.blockedUntil) return this.refuse(Math.ceil((window.blockedUntil - nowMs) / 1000));
    if (window.second !== second) Object.assign(window, { second, count: 0 });
    if (++window.count <= this.perSecond) return null;
    window.blockedUntil = nowMs + this.retryAfterSeconds * 1000;
    return this.refuse(this.retryAfterSeconds);
  }

  private refuse(seconds: number): number {
    this.refused++;
    return seconds;
  }

  reset(): void {
    this.windows.clear();
    this.refused = 0;
  }
}
