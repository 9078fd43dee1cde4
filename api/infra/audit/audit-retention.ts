import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { AppConfig } from '../config';
import { AuditEntries } from './audit-entry.repository';

const SWEEP_MS = 60 * 60_000;

/** Forgets old entries. Any number of processes may: whoever comes second finds nothing. */
@Injectable()
export class AuditRetention implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly config: AppConfig,
    private readonly entries: AuditEntries,
    @InjectPinoLogger(AuditRetention.name) private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.timer = setInterval(() => void this.sweep(), SWEEP_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Never rejects. */
  async sweep(): Promise<void> {
    try {
      const forgotten = await this.entries.prune();
      if (forgotten > 0) this.logger.info({ forgotten }, 'Old audit entries were forgotten');
    } catch (error) {
      this.logger.warn({ err: error }, 'Old audit entries could not be forgotten');
    }
  }
}
