import { isIP } from 'node:net';
import { drawsFrom, type Draws } from '../../testing/draws';
import { testConfig } from '../../plex/testing/test-clients';
import { OutboundPolicy } from './outbound-policy';

const DENIED = [[169, 254], [0], [224], [239], [100, 100, 100, 200], [192, 0, 0, 192], [255, 255, 255, 255]];
/** Everywhere that an IPv4 address can be carried in an IPv6 one. */
const CARRIERS = [
  (hex: string) => `::ffff:${hex}`,
  (hex: string) => `::${hex}`,
  (hex: string) => `64:ff9b::${hex}`,
  (hex: string) => `64:ff9b:1::${hex}`,
  (hex: string) => `::ffff:0:${hex}`,
  (hex: string) => `2002:${hex}::`,
  (hex: string) => `2002:${hex}:1:2:3:4:5:6`,
];

const byte = (draws: Draws) => draws.below(256);
const pad = (part: string) => part.padStart(4, '0');

function hexOf([a, b, c, d]: number[], draws: Draws): string {
  const parts = [(a << 8) | b, (c << 8) | d].map((part) => part.toString(16));
  const written = draws.below(2) ? parts.map(pad) : parts;
  return (draws.below(2) ? written.map((part) => part.toUpperCase()) : written).join(':');
}

/** As a URL's host spells it; null where no URL has such a host. */
function hostOf(spelling: string): string | null {
  const url = `http://${spelling}:32400/`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : null;
}

/** A number in one of the bases that URLs take. */
const spelt = (number: number, draws: Draws) =>
  draws.of([
    String(number),
    `0x${number.toString(16)}`,
    `0${number.toString(8)}`,
    `0X${number.toString(16).toUpperCase()}`,
  ]);

function spellings(bytes: number[], draws: Draws): string[] {
  const [a, b, c, d] = bytes;
  const whole = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  return [
    bytes.map((one) => spelt(one, draws)).join('.'),
    spelt(whole, draws),
    [spelt(a, draws), spelt(whole & 0xffffff, draws)].join('.'),
    [spelt(a, draws), spelt(b, draws), spelt((c << 8) | d, draws)].join('.'),
    `${bytes.join('.')}.`,
    `[${draws.of(CARRIERS)(hexOf(bytes, draws))}]`,
    `[::ffff:${bytes.join('.')}]`,
  ];
}

describe('for any address and spelling, the outbound policy', () => {
  const policy = new OutboundPolicy(testConfig());

  it('denies what nobody means, and lets no carrier of it through', async () => {
    for (let seed = 1; seed <= 300; seed++) {
      const draws = drawsFrom(seed);
      const prefix = draws.of(DENIED);
      const bytes = [...prefix, byte(draws), byte(draws), byte(draws)].slice(0, 4);
      for (const spelling of spellings(bytes, draws)) {
        const host = hostOf(spelling);
        if (host === null) continue;
        expect({ seed, spelling, isAddress: isIP(host) !== 0 }).toEqual({ seed, spelling, isAddress: true });
        expect({ seed, spelling, allowed: await policy.allows(host, 32400) }).toEqual({
          seed,
          spelling,
          allowed: false,
        });
      }
    }
  });

  it('allows every other one, and answers alike for all spellings of one', async () => {
    for (let seed = 1; seed <= 300; seed++) {
      const draws = drawsFrom(seed);
      const bytes = [draws.of([10, 192, 172, 203, 8]), byte(draws), 1 + draws.below(250), byte(draws)];
      for (const spelling of spellings(bytes, draws)) {
        const host = hostOf(spelling);
        if (host !== null)
          expect({ spelling, allowed: await policy.allows(host, 32400) }).toEqual({ spelling, allowed: true });
      }
    }
  });
});
