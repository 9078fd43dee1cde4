import { randomBytes } from 'node:crypto';
import { forDraws } from '../../testing/draws';
import { AppConfig, readEnvironment } from '../config';
import { encryptionKeys } from './encryption-key';
import type { SealedSecret } from './sealed-secret';
import { SealedSecretError, SecretBox } from './secret-box';

const key = () => randomBytes(32).toString('base64');
const boxOf = (ENCRYPTION_KEY: string) =>
  new SecretBox(encryptionKeys(new AppConfig(readEnvironment({ ENCRYPTION_KEY }), '')));

const PIECES = ['a', 'ß', '🎬', '.', '\u0000', '\n', 'v1', ' ', '"', '\u202e'];

describe('for any text, a sealed secret', () => {
  const box = boxOf(key());
  /** Many are tried: `expect` for each would take longer than all that is tried. */
  const refuses = (sealed: string) => {
    try {
      box.open(sealed as SealedSecret);
    } catch (error) {
      if (error instanceof SealedSecretError) return;
      throw error;
    }
    throw new Error(`opened ${JSON.stringify(sealed)}`);
  };

  it('opens to the text that was sealed, with its key only', () =>
    forDraws(200, (draws) => {
      const text = draws.text(PIECES, 60);
      const sealed = box.seal(text);
      expect(box.open(sealed)).toBe(text);
      expect(() => boxOf(key()).open(sealed)).toThrow(SealedSecretError);
    }));

  it('is refused wherever a single bit of it is another one', () =>
    forDraws(20, (draws) => {
      const sealed = Buffer.from(box.seal(draws.text(PIECES, 30)));
      for (let bit = 0; bit < sealed.length * 8; bit++) {
        const flipped = Buffer.from(sealed);
        flipped[bit >> 3] ^= 1 << (bit & 7);
        refuses(flipped.toString('latin1'));
      }
    }));

  it('is refused when a piece is missing, added, or of another one', () =>
    forDraws(3_000, (draws) => {
      const sealed = box.seal(draws.text(PIECES, 30));
      const other = box.seal(draws.text(PIECES, 30)).split('.');
      const at = draws.below(sealed.length + 1);
      const part = 2 + draws.below(2);
      const added = draws.of(['A', '=', '.', '\n', ' ', '-', '+', 'ß', '.A']);
      refuses(
        draws.of([
          sealed.slice(0, at) + added + sealed.slice(at),
          sealed.slice(0, Math.min(at, sealed.length - 1)),
          sealed.split('.').with(part, other[part]).join('.'),
          sealed.split('.').toReversed().join('.'),
        ]),
      );
    }));
});
