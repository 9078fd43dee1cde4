#!/usr/bin/env node
// Draws the icons of the installed portal from its mark (web/public/favicon.svg); run it by hand when the mark changes.
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const web = dirname(fileURLToPath(import.meta.url));
const icons = join(web, 'public/icons');
const mark = readFileSync(join(web, 'public/favicon.svg'), 'utf8');
/** Systems cut maskable icons and Apple's to shapes of their own: the ground reaches the edges, without round corners. */
const whole = mark.replace(/ rx="\d+"/, '');
if (whole === mark) throw new Error('the mark has no round corners to take away');

const draw = (svg, size, name) =>
  sharp(Buffer.from(svg), { density: (72 * size) / 32 })
    .resize(size, size)
    .png({ palette: true, effort: 10 })
    .toFile(join(icons, name));

mkdirSync(icons, { recursive: true });
await draw(mark, 192, 'icon-192.png');
await draw(mark, 512, 'icon-512.png');
await draw(whole, 512, 'maskable-512.png');
await draw(whole, 180, 'apple-touch-180.png');
