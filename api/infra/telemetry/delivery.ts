import { request } from 'undici';
import type { TelemetryLog } from './telemetry-log';

const TIMEOUT_MS = 5_000;
const SAY_AGAIN_AFTER_MS = 10 * 60_000;
const DEFAULT_PAUSE_MS = 60_000;

export interface Destination {
  url: string;
  headers: Readonly<Record<string, string>>;
}

/**
 * Posts reports to one destination and never throws: whoever watches over us must not be able to harm us. Redirects
 * are not followed; a destination that asks for a pause gets it, and what comes meanwhile is dropped.
 */
export class Delivery {
  private pausedUntil = 0;
  private saidAt = -Infinity;

  constructor(
    private readonly what: string,
    private readonly destination: Destination,
    private readonly log: TelemetryLog,
  ) {}

  async post(body: string): Promise<void> {
    if (Date.now() < this.pausedUntil) return;
    try {
      const {
        statusCode,
        headers,
        body: answer,
      } = await request(this.destination.url, {
        method: 'POST',
        headers: this.destination.headers,
        body,
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await answer.dump();
      if (statusCode === 429 || statusCode === 503) this.pause(headers['retry-after']);
      if (statusCode < 200 || statusCode > 299) this.say({ status: statusCode });
    } catch (error) {
      this.say({ code: (error as NodeJS.ErrnoException).code ?? (error as Error).name });
    }
  }

  private pause(retryAfter: string | string[] | undefined): void {
    const seconds = Number(retryAfter);
    this.pausedUntil = Date.now() + (seconds > 0 && seconds < 3600 ? seconds * 1000 : DEFAULT_PAUSE_MS);
  }

  /** Neither address nor key of the destination is told, and not more often than anybody reads it. */
  private say(fields: { status?: number; code?: string }): void {
    if (Date.now() - this.saidAt < SAY_AGAIN_AFTER_MS) return;
    this.saidAt = Date.now();
    this.log.warn(fields, `${this.what} could not be delivered`);
  }
}
