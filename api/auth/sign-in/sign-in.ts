import { Injectable } from '@nestjs/common';
import { Sessions, type Device } from '../session/sessions';
import { SetupCode } from '../setup/setup-code';
import { Admission } from './admission';
import { Entrance, NotFirstError, type Entered } from './entrance';
import { SignInWatch } from './sign-in-watch';
import { SignInPins, type StartedSignIn } from './sign-in-pins';

export interface Claim {
  pinId: string;
  browserSecret: string | undefined;
  setupCode: string | undefined;
  /** Token of the session that this browser has, which a new one replaces. */
  previousSessionToken: string | undefined;
  device: Device;
}

/** Sign-in with Plex: a PIN, approved at plex.tv, claimed once by the browser that asked for it. */
@Injectable()
export class SignIn {
  constructor(
    private readonly pins: SignInPins,
    private readonly admission: Admission,
    private readonly entrance: Entrance,
    private readonly watch: SignInWatch,
    private readonly sessions: Sessions,
    private readonly setupCode: SetupCode,
  ) {}

  /** @throws DomainError `too-many-requests`; PlexError when plex.tv gives no PIN. */
  async start(address: string): Promise<StartedSignIn> {
    await this.watch.count(address);
    return this.pins.start();
  }

  /**
   * null while the PIN is not approved.
   * @throws DomainError `not-found`, `pin-expired`, `too-many-requests` and those of Admission.decide
   * @throws PlexError when plex.tv could not be asked
   */
  async claim(claim: Claim): Promise<Entered | null> {
    await this.watch.check(claim.device.address);
    try {
      return await this.complete(claim);
    } catch (error) {
      await this.watch.refused(error, claim.pinId, claim.device);
      throw error;
    }
  }

  private async complete(claim: Claim): Promise<Entered | null> {
    const pin = await this.pins.get(claim.pinId, claim.browserSecret);
    const accountToken = await this.pins.accountToken(pin);
    if (!accountToken) return null;
    const entered = await this.admit(accountToken, claim);
    if (claim.previousSessionToken) await this.sessions.endByToken(claim.previousSessionToken);
    return entered;
  }

  private async admit(accountToken: string, claim: Claim): Promise<Entered> {
    const admitted = await this.admission.decide(accountToken, claim.setupCode);
    try {
      const entered = await this.entrance.enter(admitted, accountToken, claim.pinId, claim.device);
      // What cannot be removed now is removed at the next start; it is void either way.
      if (admitted.first) await this.setupCode.discard().catch(() => undefined);
      return entered;
    } catch (error) {
      // There is an administrator now, so the second decision cannot end here again.
      if (error instanceof NotFirstError) return this.admit(accountToken, claim);
      throw error;
    }
  }
}
