export { BackupError } from './backup.error';
export { makeBackup } from './make-backup';
export { restoreBackup } from './restore.repository';
export { BackupFiles } from './backup-files';
export { BackupModule } from './backup.module';
export { LastBackups, type LastBackup } from './last-backup.repository';
