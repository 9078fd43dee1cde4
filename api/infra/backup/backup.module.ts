import { Global, Module } from '@nestjs/common';
import { LastBackups } from './last-backup.repository';
import { NightlyBackup } from './nightly-backup';

/** The nightly backup, and how the last one went. */
@Global()
@Module({ providers: [LastBackups, NightlyBackup], exports: [LastBackups] })
export class BackupModule {}
