import { draw, hashText, tokenText } from '../core/hash';
import type { Clock } from '../core/clock';

export interface Pin {
  id: number;
  code: string;
  product: string;
  clientIdentifier: string;
  strong: boolean;
  createdAtMs: number;
  expiresAtMs: number;
  authToken: string | null;
  denied: boolean;
}

const STRONG_LIFE_MS = 1_800_000;
const SHORT_LIFE_MS = 900_000;
const SHORT_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Codes that wait for somebody to approve them. */
export class Pins {
  private readonly pins = new Map<number, Pin>();
  private lastId = 0;
  strongLifeMs = STRONG_LIFE_MS;
  shortLifeMs = SHORT_LIFE_MS;

  constructor(
    private readonly seed: number,
    private readonly clock: Clock,
  ) {}

  create(clientIdentifier: string, product: string, strong: boolean): Pin {
    const number = ++this.lastId;
    const h = hashText(`${this.seed}:pin:${number}`);
    const createdAtMs = this.clock.nowMs();
    const pin: Pin = {
      id: 1_000_000_000 + (h % 900_000_000),
      code: strong
        ? tokenText(h, 25)
            .toLowerCase()
            .replace(/[^a-z0-9]/g, 'x')
        : shortCode(h),
      product,
      clientIdentifier,
      strong,
      createdAtMs,
      expiresAtMs: createdAtMs + (strong ? this.strongLifeMs : this.shortLifeMs),
      authToken: null,
      denied: false,
    };
    this.pins.set(pin.id, pin);
    return pin;
  }

  /** Expired ones are forgotten; a client polls with the identifier it made the PIN with. */
  get(id: number, clientIdentifier: string | null): Pin | undefined {
    const pin = this.pins.get(id);
    if (!pin || pin.clientIdentifier !== clientIdentifier) return undefined;
    return this.isAlive(pin) ? pin : undefined;
  }

  byCode(code: string): Pin | undefined {
    const wanted = code.toLowerCase();
    return [...this.pins.values()].find((pin) => pin.code.toLowerCase() === wanted && this.isAlive(pin));
  }

  private isAlive(pin: Pin): boolean {
    if (this.clock.nowMs() < pin.expiresAtMs) return true;
    this.pins.delete(pin.id);
    return false;
  }

  expire(code: string): boolean {
    const pin = this.byCode(code);
    return pin !== undefined && this.pins.delete(pin.id);
  }

  list(): Pin[] {
    return [...this.pins.values()].filter((pin) => this.isAlive(pin));
  }
}

function shortCode(h: number): string {
  let code = '';
  for (let i = 0; i < 4; i++) code += SHORT_ALPHABET[draw(h, 50 + i) % SHORT_ALPHABET.length];
  return code;
}
