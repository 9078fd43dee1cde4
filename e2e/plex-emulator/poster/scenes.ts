import { between, chance, draw, unit } from '../core/hash';
import type { Canvas, Colour } from './canvas';

/** Colours that go together: a sky of two, two for the scene, one for what shines. */
export interface Palette {
  skyTop: Colour;
  skyBottom: Colour;
  near: Colour;
  far: Colour;
  light: Colour;
}

export type Scene = (canvas: Canvas, palette: Palette, h: number) => void;

const mixColours = (a: Colour, b: Colour, t: number): Colour => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];

function stars(canvas: Canvas, colour: Colour, h: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const size = (0.4 + unit(h, 100 + i)) * canvas.width * 0.003;
    canvas.circle(
      unit(h, 200 + i) * canvas.width,
      unit(h, 300 + i) * canvas.height * 0.6,
      size,
      colour,
      0.3 + unit(h, 400 + i) * 0.6,
    );
  }
}

/** Layers of hills under a moon. */
const hills: Scene = (canvas, palette, h) => {
  const { width, height } = canvas;
  stars(canvas, palette.light, h, 40);
  const radius = width * (0.09 + unit(h, 1) * 0.1);
  const cx = width * (0.25 + unit(h, 2) * 0.5);
  canvas.circle(cx, height * 0.27, radius * 1.5, palette.light, 0.12);
  canvas.circle(cx, height * 0.27, radius, palette.light);
  for (let layer = 0; layer < 5; layer++) {
    const base = height * (0.42 + layer * 0.11);
    const phase = unit(h, 10 + layer) * 7;
    const steep = height * (0.05 + unit(h, 20 + layer) * 0.05);
    const waves = 1.2 + unit(h, 30 + layer) * 1.8;
    canvas.below(
      (x) =>
        base +
        Math.sin((x / width) * waves * 4 + phase) * steep +
        Math.sin((x / width) * waves * 11 + phase * 2) * steep * 0.25,
      mixColours(palette.far, palette.near, layer / 4),
    );
  }
};

/** Concentric rings, like a record or a pond. */
const rings: Scene = (canvas, palette, h) => {
  const { width, height } = canvas;
  const cx = width * (0.3 + unit(h, 1) * 0.4);
  const cy = height * (0.32 + unit(h, 2) * 0.16);
  const step = width * (0.05 + unit(h, 3) * 0.04);
  for (let i = 12; i > 0; i--)
    canvas.circle(
      cx,
      cy,
      step * i,
      i % 2 === 0 ? palette.far : mixColours(palette.near, palette.skyBottom, 0.35),
      0.55,
    );
  canvas.circle(cx, cy, step * 0.9, palette.light);
};

/** A skyline at night with lit windows. */
const skyline: Scene = (canvas, palette, h) => {
  const { width, height } = canvas;
  stars(canvas, palette.light, h, 25);
  canvas.circle(width * 0.72, height * 0.2, width * 0.08, palette.light, 0.9);
  for (const [layer, colour] of [palette.far, palette.near].entries()) {
    let x = -width * 0.03;
    for (let i = 0; x < width; i++) {
      const w = width * (0.08 + unit(h, 20 + i + layer * 50) * 0.1);
      const top = height * (0.34 + layer * 0.16 + unit(h, 120 + i + layer * 50) * 0.22);
      canvas.rect(x, top, x + w, height, colour);
      if (layer === 1) windows(canvas, x, top, w, palette.light, draw(h, 700 + i));
      x += w * (layer === 0 ? 0.98 : 1.12);
    }
  }
};

function windows(canvas: Canvas, left: number, top: number, width: number, colour: Colour, h: number): void {
  const cell = canvas.width * 0.026;
  for (let y = top + cell, row = 0; y < canvas.height * 0.8; y += cell * 1.7, row++) {
    for (
      let x = left + cell * 0.7, column = 0;
      x + cell * 0.5 < left + width - cell * 0.4;
      x += cell * 1.25, column++
    ) {
      if (chance(h, row * 16 + column, 38)) canvas.rect(x, y, x + cell * 0.5, y + cell * 0.75, colour, 0.85);
    }
  }
}

/** A striped sun over water. */
const sunset: Scene = (canvas, palette, h) => {
  const { width, height } = canvas;
  const cx = width / 2;
  const cy = height * 0.42;
  const radius = width * (0.25 + unit(h, 1) * 0.1);
  const sun = mixColours(palette.light, palette.near, 0.15);
  canvas.fill(
    (x, y) => {
      const stripe = y > cy ? ((y - cy) / (radius * 0.17)) % 1 : 0;
      const cut = stripe > 0.55 ? 2 : -2;
      return Math.max(Math.hypot(x - cx, y - cy) - radius, cut);
    },
    sun,
    1,
    [cx - radius - 1, cy - radius - 1, cx + radius + 1, cy + radius + 1],
  );
  canvas.below(() => height * 0.62, palette.far, 0.92);
  for (let i = 0; i < 14; i++) {
    const y = height * (0.63 + i * 0.025);
    const half = width * (0.04 + unit(h, 40 + i) * 0.2);
    const shift = (unit(h, 60 + i) - 0.5) * width * 0.12;
    canvas.rect(cx + shift - half, y, cx + shift + half, y + height * 0.006, palette.light, 0.55);
  }
};

/** A planet with a ring. */
const planet: Scene = (canvas, palette, h) => {
  const { width, height } = canvas;
  stars(canvas, palette.light, h, 70);
  const cx = width * (0.35 + unit(h, 1) * 0.3);
  const cy = height * 0.36;
  const radius = width * (0.2 + unit(h, 2) * 0.1);
  const tilt = (unit(h, 3) - 0.5) * 0.9;
  const along = (x: number, y: number): number => (x - cx) * Math.cos(tilt) + (y - cy) * Math.sin(tilt);
  const across = (x: number, y: number): number => (y - cy) * Math.cos(tilt) - (x - cx) * Math.sin(tilt);
  const ring = (x: number, y: number): number =>
    (Math.abs(Math.hypot(along(x, y), across(x, y) * 3.6) - radius * 1.65) - radius * 0.13) * 0.45;
  canvas.fill(ring, palette.light, 0.75);
  canvas.circle(cx, cy, radius, palette.far);
  canvas.fill(
    (x, y) =>
      Math.max(
        Math.hypot(x - cx, y - cy) - radius,
        radius * 0.95 - Math.hypot(x - cx - radius * 0.4, y - cy - radius * 0.35),
      ),
    palette.near,
    0.8,
  );
  canvas.fill((x, y) => Math.max(ring(x, y), -across(x, y)), palette.light);
  canvas.circle(width * 0.8, height * 0.14, width * 0.04, mixColours(palette.light, palette.far, 0.4));
};

/** Overlapping discs, the look of an old festival poster. */
const discs: Scene = (canvas, palette, h) => {
  const { width, height } = canvas;
  const colours = [palette.near, palette.far, palette.light, mixColours(palette.far, palette.light, 0.5)];
  for (let i = 0; i < 7; i++) {
    const radius = width * (0.1 + unit(h, 10 + i) * 0.2);
    canvas.circle(
      width * (0.12 + unit(h, 20 + i) * 0.76),
      height * (0.12 + unit(h, 30 + i) * 0.5),
      radius,
      colours[i % 4],
      0.62,
    );
  }
  canvas.ring(width / 2, height * 0.38, width * 0.3, width * 0.012, palette.light, 0.8);
};

/** Firs in fog. */
const forest: Scene = (canvas, palette, h) => {
  const { width, height } = canvas;
  canvas.circle(width * (0.3 + unit(h, 1) * 0.4), height * 0.25, width * 0.13, palette.light, 0.85);
  for (let layer = 0; layer < 3; layer++) {
    const colour = mixColours(palette.far, palette.near, layer / 2);
    const count = 7 - layer;
    for (let i = 0; i < count; i++) {
      const cx = ((i + unit(h, 50 + layer * 20 + i)) / count) * width;
      const top = height * (0.36 + layer * 0.1 + unit(h, 150 + layer * 20 + i) * 0.12);
      const half = width * (0.06 + layer * 0.025);
      fir(canvas, cx, top, half, height, colour);
    }
    canvas.below(
      (x) => height * (0.72 + layer * 0.07) + Math.sin((x / width) * 5 + layer) * height * 0.015,
      colour,
      0.9,
    );
  }
};

function fir(canvas: Canvas, cx: number, top: number, half: number, height: number, colour: Colour): void {
  const length = height * 0.42;
  // A saw edge along the triangle gives the branches.
  canvas.fill(
    (x, y) => {
      const t = (y - top) / length;
      return t < 0 ? 4 : Math.abs(x - cx) - half * (t + ((t * 6) % 1) * 0.35);
    },
    colour,
    1,
    [cx - half * 1.5, top, cx + half * 1.5, top + length],
  );
}

/** Slanted bands with one bright beam: a lighthouse, or only geometry. */
const beams: Scene = (canvas, palette, h) => {
  const { width, height } = canvas;
  const slope = (unit(h, 1) - 0.5) * 1.6;
  const count = between(h, 2, 5, 9);
  for (let i = 0; i < count; i++) {
    const centre = ((i + 0.5) / count) * (width + height * Math.abs(slope)) - (slope > 0 ? height * slope : 0);
    const half = (width / count) * (0.18 + unit(h, 20 + i) * 0.3);
    canvas.fill(
      (x, y) => (Math.abs(x - centre - y * slope) - half) / Math.hypot(1, slope),
      i % 3 === 0 ? palette.light : i % 2 === 0 ? palette.near : palette.far,
      i % 3 === 0 ? 0.7 : 0.6,
    );
  }
  canvas.circle(width * (0.3 + unit(h, 3) * 0.4), height * 0.36, width * 0.16, palette.light);
  canvas.circle(width * (0.3 + unit(h, 3) * 0.4), height * 0.36, width * 0.11, palette.near);
};

export const SCENES: readonly Scene[] = [hills, rings, skyline, sunset, planet, discs, forest, beams];
