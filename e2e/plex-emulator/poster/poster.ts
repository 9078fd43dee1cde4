import { below, chance, draw, unit } from '../core/hash';
import { Canvas, hsl, type Colour } from './canvas';
import { drawText, GLYPH_WIDTH, plainText, textWidth, wrapText } from './font';
import { encodePng } from './png';
import { SCENES, type Palette } from './scenes';

export type PosterShape = 'poster' | 'wide' | 'square' | 'art';

export interface PosterRequest {
  seed: number;
  title: string;
  shape: PosterShape;
  width: number;
  height: number;
}

const SALT = { hue: 1, dark: 2, accent: 3, scene: 4, spread: 5 };
const CREAM: Colour = [250, 243, 228];

function paletteOf(seed: number): Palette {
  const hue = below(seed, SALT.hue, 360);
  const spread = 25 + unit(seed, SALT.spread) * 50;
  const accent = hue + (chance(seed, SALT.accent, 60) ? 180 : 135) + (unit(seed, SALT.accent + 20) - 0.5) * 30;
  if (chance(seed, SALT.dark, 72)) {
    return {
      skyTop: hsl(hue, 0.55, 0.13),
      skyBottom: hsl(hue + spread, 0.5, 0.38),
      far: hsl(hue + spread * 0.6, 0.42, 0.3),
      near: hsl(hue, 0.5, 0.1),
      light: hsl(accent, 0.75, 0.74),
    };
  }
  return {
    skyTop: hsl(hue, 0.55, 0.82),
    skyBottom: hsl(hue + spread, 0.6, 0.66),
    far: hsl(accent, 0.45, 0.52),
    near: hsl(accent + 15, 0.5, 0.26),
    light: hsl(hue + spread, 0.9, 0.93),
  };
}

/** The title in block letters on a darkened foot. */
function drawTitle(canvas: Canvas, title: string): void {
  const { width, height } = canvas;
  const scale = width / 160;
  const lines = wrapText(plainText(title), Math.floor((width * 0.88) / (GLYPH_WIDTH * scale)), 4);
  if (lines.length === 0) return;
  const lineHeight = scale * 10;
  const foot = height - lines.length * lineHeight - height * 0.09;
  for (let y = Math.floor(foot - height * 0.08); y < height; y++) {
    const alpha = Math.min(0.72, Math.max(0, ((y - foot + height * 0.08) / (height * 0.14)) * 0.72));
    for (let x = 0; x < width; x++) canvas.blend(x, y, [8, 8, 14], alpha);
  }
  lines.forEach((line, i) =>
    drawText(canvas, line, (width - textWidth(line, scale)) / 2, foot + height * 0.03 + i * lineHeight, {
      scale,
      colour: CREAM,
      alpha: 1,
    }),
  );
}

function drawInitial(canvas: Canvas, title: string, colour: Colour): void {
  const initial = plainText(title).slice(0, 1);
  const scale = canvas.height / 14;
  if (initial !== '')
    drawText(canvas, initial, (canvas.width - textWidth(initial, scale)) / 2, canvas.height * 0.25, {
      scale,
      colour,
      alpha: 0.9,
    });
}

function drawPoster({ seed, title, shape, width, height }: PosterRequest): Buffer {
  const canvas = new Canvas(width, height);
  const palette = paletteOf(seed);
  canvas.gradient(palette.skyTop, palette.skyBottom);
  SCENES[draw(seed, SALT.scene) % SCENES.length](canvas, palette, seed);
  if (shape === 'poster') drawTitle(canvas, title);
  if (shape === 'square') drawInitial(canvas, title, CREAM);
  return encodePng(width, height, canvas.rgb);
}

const CACHE_BYTES = 12 * 1024 * 1024;
const cache = new Map<string, Buffer>();
let cachedBytes = 0;

/** Drawing takes some 20 ms; the most recent pictures are kept, within a fixed amount of memory. */
export function poster(request: PosterRequest): Buffer {
  const name = `${request.seed}:${request.shape}:${request.width}x${request.height}:${request.title}`;
  const known = cache.get(name);
  if (known) return known;
  const drawn = drawPoster(request);
  cache.set(name, drawn);
  cachedBytes += drawn.length;
  for (const [oldest, old] of cache) {
    if (cachedBytes <= CACHE_BYTES) break;
    cache.delete(oldest);
    cachedBytes -= old.length;
  }
  return drawn;
}
