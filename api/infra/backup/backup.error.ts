/** Why a backup or a restore was refused, each with an exit code of its own; the numbers are those of sysexits.h. */
const BACKUP_EXITS = {
  usage: 64,
  damaged: 65,
  'no-file': 66,
  'folder-unwritable': 66,
  'never-used': 66,
  'not-empty': 73,
  'disk-full': 74,
  busy: 75,
  'newer-version': 76,
  'wrong-key': 77,
} as const;

export type BackupFault = keyof typeof BACKUP_EXITS;

/** The message is one line for the person who asked; nothing was touched. */
export class BackupError extends Error {
  constructor(
    readonly fault: BackupFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'BackupError';
  }

  get exitCode(): number {
    return BACKUP_EXITS[this.fault];
  }
}
