import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const tokens = readFileSync(join(__dirname, '_tokens.scss'), 'utf8');

/** Light and dark value of a token. */
function colours(name: string): [string, string] {
  const both = new RegExp(`--sp-${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(tokens);
  if (!both) throw new Error(`no token ${name}`);
  return [both[1], both[2]];
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const BLOCKS = ['data', 'data-2', 'data-3', 'data-4', 'data-5', 'data-6', 'muted'];

test.each(BLOCKS)('words are readable on --sp-%s and the block stands out, in both themes', (name) => {
  for (const theme of [0, 1]) {
    const block = colours(name)[theme];
    expect(contrast(block, colours('on-data')[theme])).toBeGreaterThanOrEqual(4.5);
    for (const ground of ['surface', 'page']) expect(contrast(block, colours(ground)[theme])).toBeGreaterThanOrEqual(3);
  }
});
