import { randomUUID } from 'node:crypto';
import { arch, platform, release } from 'node:os';
import { Injectable } from '@nestjs/common';
import { productVersion } from '../../infra/config';
import { ClientIdentifierRepository } from './client-identifier.repository';

export const PRODUCT = 'SmartPlex';
const VERSION = productVersion();

/**
 * How SmartPlex names itself to Plex. The client identifier is drawn once and kept: plex.tv ties PINs
 * and tokens to it, and throttles apps that share one.
 */
@Injectable()
export class ClientIdentity {
  private pending: Promise<string> | null = null;

  constructor(private readonly repository: ClientIdentifierRepository) {}

  identifier(): Promise<string> {
    this.pending ??= this.repository.findOrCreate(randomUUID()).catch((error: unknown) => {
      this.pending = null;
      throw error;
    });
    return this.pending;
  }

  /** The `X-Plex-*` headers of every call, without a token. */
  async headers(): Promise<Record<string, string>> {
    return identityHeaders(await this.identifier());
  }
}

/** Header values must be Latin-1 in Node, and Plex reads UTF-8: only ASCII is safe on both sides. */
export function identityHeaders(identifier: string): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': `${PRODUCT}/${VERSION}`,
    'x-plex-client-identifier': ascii(identifier),
    'x-plex-product': PRODUCT,
    'x-plex-version': VERSION,
    'x-plex-platform': ascii(platform()),
    'x-plex-platform-version': ascii(release()),
    'x-plex-device': ascii(arch()),
    'x-plex-device-name': PRODUCT,
  };
}

function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '').slice(0, 200) || 'unknown';
}

/** A token as Plex makes them: printable ASCII without spaces. Anything else can't be a header. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]{1,4096}$/.test(value);
}
