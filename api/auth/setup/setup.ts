import { Injectable } from '@nestjs/common';
import { productVersion } from '../../infra/config';
import { UserRepository } from '../user/user.repository';
import type { SetupDto } from './setup.dto';

@Injectable()
export class Setup {
  private readonly version = productVersion();

  constructor(private readonly users: UserRepository) {}

  async state(): Promise<SetupDto> {
    const [administrators, registered] = await Promise.all([
      this.users.countAdministrators(),
      this.users.isServerRegistered(),
    ]);
    return { needed: administrators === 0 || !registered, version: this.version };
  }
}
