import { BackupError } from '../backup.error';

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const CLOSED = ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST'];

/** What the file system said to a writer, as a refusal; anything else as it is. */
export function asRefusal(error: unknown, closed = 'the file cannot be written there'): unknown {
  const code = String((error as NodeJS.ErrnoException).code ?? '');
  if (FULL.includes(code)) {
    return new BackupError('disk-full', 'the disk is full; no file was made, and the older ones are as they were', {
      cause: error,
    });
  }
  if (CLOSED.includes(code)) {
    return new BackupError('folder-unwritable', closed, { cause: error });
  }
  return error;
}
