export { BackupError } from './backup.error';
export { makeBackup } from './make-backup';
export { restoreBackup } from './restore.repository';
export { BackupFiles } from './backup-files';
