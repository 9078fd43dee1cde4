import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../infra/config';
import { giveToOwner } from '../../infra/data-dir';
import { equalsInConstantTime } from '../access/opaque-token';
import { UserRepository } from '../user/user.repository';
import { SetupCodeLockRepository, type TryOutcome } from './setup-code-lock.repository';

/**
 * The code that the first administrator must present, so that nobody else on the network takes a
 * fresh install over. Given by SETUP_CODE, or generated into DATA_DIR. Void once there is an administrator.
 */
@Injectable()
export class SetupCode {
  private readonly file: string;
  private generated: Promise<string> | null = null;

  constructor(
    private readonly config: AppConfig,
    private readonly users: UserRepository,
    private readonly lock: SetupCodeLockRepository,
  ) {
    this.file = join(config.dataDir, 'setup-code');
  }

  /** The generated code, to be printed; null when the code was given by the environment or is void. */
  async printable(): Promise<string | null> {
    if ((await this.users.countAdministrators()) > 0) {
      await this.discard();
      return null;
    }
    return this.config.secrets.setupCode ? null : this.code();
  }

  /** Tries a code; ten wrong ones lock it for 15 minutes. Says nothing about whether it is void. */
  async attempt(presented: string): Promise<TryOutcome> {
    const expected = await this.code();
    return this.lock.attempt(() => equalsInConstantTime(presented, expected));
  }

  /** Removes the generated code: it is void. */
  async discard(): Promise<void> {
    this.generated = null;
    await rm(this.file, { force: true });
  }

  private async code(): Promise<string> {
    if (this.config.secrets.setupCode) return this.config.secrets.setupCode;
    // Another process that shares the folder may have made a new one.
    const stored = await this.read();
    if (stored) return stored;
    this.generated ??= this.generate().catch((error: unknown) => {
      this.generated = null;
      throw error;
    });
    return this.generated;
  }

  private async generate(): Promise<string> {
    const code = randomBytes(16).toString('base64url');
    await mkdir(this.config.dataDir, { recursive: true });
    try {
      await writeFile(this.file, `${code}\n`, { flag: 'wx', mode: 0o600 });
      giveToOwner(this.config.dataDir, this.file);
      return code;
    } catch (error) {
      // Another process that shares the folder was faster: its code counts.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return (await this.read()) || this.overwrite(code);
    }
  }

  private async overwrite(code: string): Promise<string> {
    await writeFile(this.file, `${code}\n`, { mode: 0o600 });
    return code;
  }

  private async read(): Promise<string> {
    return (await readFile(this.file, 'utf8').catch(absent)).trim();
  }
}

function absent(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
