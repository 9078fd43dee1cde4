import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { notFound } from '../../common';
import { AppConfig } from '../../infra/config';
import { SecretBox } from '../../infra/crypto';
import { PlexAccountClient } from '../../plex';
import { hashToken, newOpaqueToken } from '../access/opaque-token';
import { forwardUrl } from './forward-url';
import { PinPoll } from './pin-poll';
import { pinExpired } from './sign-in.errors';
import { SignInPinRepository, type PinRow } from './sign-in-pin.repository';

/** Plex lets a PIN live for half an hour: longer than anybody needs who means to sign in now. */
const LONGEST_LIFE_MS = 10 * 60_000;

/** A started sign-in. `browserSecret` goes to the asking browser alone, as a cookie. */
export interface StartedSignIn {
  id: string;
  code: string;
  authUrl: string;
  expiresAt: Date;
  lifeMs: number;
  browserSecret: string;
}

/** PINs at plex.tv, each bound to the browser that asked for it. */
@Injectable()
export class SignInPins {
  constructor(
    private readonly config: AppConfig,
    private readonly plex: PlexAccountClient,
    private readonly repository: SignInPinRepository,
    private readonly poll: PinPoll,
    private readonly box: SecretBox,
  ) {}

  /** @throws PlexError when plex.tv gives no PIN. */
  async start(): Promise<StartedSignIn> {
    const id = randomUUID();
    const browserSecret = newOpaqueToken();
    const pin = await this.plex.createPin();
    const { id: plexPinId, code } = pin;
    const lifeMs = Math.min(pin.expiresAt.getTime() - Date.now(), LONGEST_LIFE_MS);
    const browserHash = hashToken(browserSecret);
    const expiresAt = await this.repository.add({ id, plexPinId, code, browserHash, lifeMs });
    const url = await this.plex.authUrl(pin, forwardUrl(this.config.http, id));
    return { id, code, authUrl: url, expiresAt, lifeMs, browserSecret };
  }

  /** @throws DomainError `not-found`, also for the PIN of another browser; `pin-expired`. */
  async get(id: string, browserSecret: string | undefined): Promise<PinRow> {
    const pin = isUUID(id) ? await this.repository.find(id) : null;
    if (!pin || !browserSecret || !hashToken(browserSecret).equals(pin.browserHash)) throw notFound('The sign-in');
    if (pin.expired) throw pinExpired();
    return pin;
  }

  /**
   * The account token of an approved PIN, null while it is pending. The token is kept with the PIN:
   * a claim that is refused for its set-up code can be repeated.
   */
  async accountToken(pin: PinRow): Promise<string | null> {
    const kept = pin.sealedToken && this.box.tryOpen(pin.sealedToken);
    if (kept) return kept;
    const check = await this.poll.check(pin.plexPinId);
    if (check.state === 'pending') return null;
    if (check.state === 'expired') {
      await this.repository.end(pin.id);
      throw pinExpired();
    }
    await this.repository.keepToken(pin.id, this.box.seal(check.authToken));
    return check.authToken;
  }
}
