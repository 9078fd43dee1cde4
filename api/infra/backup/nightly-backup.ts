import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { AppConfig } from '../config';
import { encryptionKeys } from '../crypto';
import { isDatabaseLoss } from '../database';
import { BackupError } from './backup.error';
import { isBackupDue } from './backup-due';
import { BackupFiles } from './backup-files';
import { LastBackups, type LastBackup } from './last-backup.repository';
import { makeBackup, type MadeBackup } from './make-backup';

const LOOK_EVERY_MS = 10 * 60_000;
/** Late enough to be out of the way of a start. */
const FIRST_LOOK_MS = 60_000;

/** Makes a backup each night, in whichever process looks first, and forgets the old ones once a new one is there. */
@Injectable()
export class NightlyBackup implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly files: BackupFiles;
  private timer?: NodeJS.Timeout;
  private firstTimer?: NodeJS.Timeout;

  constructor(
    private readonly config: AppConfig,
    private readonly last: LastBackups,
    @InjectPinoLogger(NightlyBackup.name) private readonly logger: PinoLogger,
  ) {
    this.files = new BackupFiles(config.dataDir);
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'api' || this.config.backupKeepDays === 0) return;
    // A machine that is seldom on for long has one that is overdue made all the same.
    this.firstTimer = setTimeout(() => void this.look(undefined, { overdueOnly: true }), FIRST_LOOK_MS).unref();
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearTimeout(this.firstTimer);
    clearInterval(this.timer);
  }

  /** Makes one if it is time; with `overdueOnly` not the very first one. Never rejects. */
  async look(at?: Date, { overdueOnly = false } = {}): Promise<void> {
    try {
      const last = await this.last.get();
      if (overdueOnly && !last) return;
      const now = at ?? (await this.last.now());
      if (isBackupDue(last, now)) await this.make(last, now);
    } catch (error) {
      this.logger.warn({ err: error }, 'The outcome of the backup could not be noted');
    }
  }

  private async make(last: LastBackup | null, now: Date): Promise<void> {
    const begun: LastBackup = {
      startedAt: now.toISOString(),
      outcome: 'running',
      sizeBytes: null,
      errorCode: null,
      succeededAt: last?.succeededAt ?? null,
    };
    if (!(await this.last.claim(last, begun))) return;
    try {
      const { sizeBytes, unreadable } = await this.write(now);
      await this.last.save({ ...begun, outcome: 'succeeded', sizeBytes, succeededAt: begun.startedAt });
      this.logger.info({ sizeBytes, unreadable }, 'The nightly backup was made');
      await this.forgetOld();
    } catch (error) {
      const errorCode = codeOf(error);
      this.logger.error({ err: error, errorCode }, 'The nightly backup failed; the older ones are kept');
      await this.last.save({ ...begun, outcome: 'failed', errorCode });
    }
  }

  private async write(now: Date): Promise<MadeBackup> {
    const file = await this.files.place('nightly', now);
    const { databaseUrl, dataDir, secrets } = this.config;
    const keys = () => encryptionKeys(this.config);
    return makeBackup(databaseUrl, file, { keys, generated: !secrets.encryptionKey, dataDir });
  }

  private async forgetOld(): Promise<void> {
    try {
      // What files are dated by is this machine's clock.
      const forgotten = await this.files.prune(this.config.backupKeepDays, new Date());
      if (forgotten > 0) this.logger.info({ forgotten }, 'Old backups were deleted');
    } catch (error) {
      this.logger.warn({ err: error }, 'Old backups could not be deleted');
    }
  }
}

function codeOf(error: unknown): string {
  if (error instanceof BackupError) return error.fault;
  return isDatabaseLoss(error) ? 'database-unavailable' : 'internal';
}
