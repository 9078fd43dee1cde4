import { EXIT_BAD_CONFIGURATION } from '../infra/config';
import { StartError } from '../infra/database/embedded';

/** EX_IOERR of sysexits.h, as a backup that does not fit ends. */
const EXIT_DISK_FULL = 74;
const FULL = ['ENOSPC', 'EDQUOT'];
/** What PostgreSQL says of its own disk. */
const DATABASE_FULL = '53100';
const CLOSED = ['EACCES', 'EPERM', 'EROFS'];

/** What a file system refused before there was an application, as one line; any other error as it is. */
export function asStartError(error: unknown): unknown {
  const { code = '', path } = error as NodeJS.ErrnoException;
  if (code === DATABASE_FULL || FULL.includes(code)) {
    const whose = code === DATABASE_FULL ? 'the disk of the database' : 'DATA_DIR: the disk';
    const line = `${whose} is full; make room, and start again`;
    return new StartError(line, EXIT_DISK_FULL, { cause: error });
  }
  // Sockets are refused with the same codes, and have no path.
  if (!CLOSED.includes(code) || !path) return error;
  const line = `DATA_DIR: this user may not use ${path}; give everything in the folder to the user that SmartPlex runs as`;
  return new StartError(line, EXIT_BAD_CONFIGURATION, { cause: error });
}
