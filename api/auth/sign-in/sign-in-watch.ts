import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { DomainError } from '../../common';
import { AuditLog } from '../../infra/audit';
import { currentRequestId } from '../../infra/logging';
import type { Device } from '../session/sessions';
import { SignInThrottle } from '../throttle/sign-in-throttle';

/** Refusals that somebody who guesses would collect; the limit of sign-in counts them. */
const GUESSES = ['not-found', 'setup-code-invalid', 'setup-code-locked'];
/** Refusals of somebody whom Plex knows: the administrator wants to know of them. */
const NOTED = ['not-a-member', 'account-disabled', 'setup-code-invalid', 'setup-code-locked'];

/** Counts tries to sign in, and notes who was refused: once for each PIN and reason, however often it is claimed. */
@Injectable()
export class SignInWatch {
  private readonly noted = new LRUCache<string, true>({ max: 2_000 });

  constructor(
    private readonly throttle: SignInThrottle,
    private readonly audit: AuditLog,
    @InjectPinoLogger(SignInWatch.name) private readonly logger: PinoLogger,
  ) {}

  /** @throws DomainError `too-many-requests` */
  count(address: string): Promise<void> {
    return this.throttle.count(address);
  }

  /** @throws DomainError `too-many-requests` */
  check(address: string): Promise<void> {
    return this.throttle.check(address);
  }

  /** @throws DomainError `too-many-requests` in place of one guess too many */
  async refused(error: unknown, pinId: string, device: Device): Promise<void> {
    if (!(error instanceof DomainError)) return;
    if (NOTED.includes(error.code)) await this.note(error.code, pinId, device);
    if (GUESSES.includes(error.code)) await this.throttle.count(device.address);
  }

  private async note(errorCode: string, pinId: string, device: Device): Promise<void> {
    const key = `${pinId} ${errorCode}`;
    if (this.noted.has(key)) return;
    this.noted.set(key, true);
    const origin = { ...device, requestId: currentRequestId() };
    const target = { kind: 'session', id: null, name: null };
    await this.audit
      .record({ action: 'session.sign-in', userId: null, target, origin, outcome: 'refused', errorCode })
      .catch((error: unknown) => this.logger.warn({ err: error }, 'A refused sign-in could not be written down'));
  }
}
