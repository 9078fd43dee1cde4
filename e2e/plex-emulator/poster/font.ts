import type { Canvas, Colour } from './canvas';

export interface Pen {
  scale: number;
  colour: Colour;
  alpha: number;
}

/** A 5×7 bitmap font: seven rows of five bits for each letter. */
const GLYPHS: Record<string, readonly number[]> = {
  A: [14, 17, 17, 31, 17, 17, 17],
  B: [30, 17, 17, 30, 17, 17, 30],
  C: [14, 17, 16, 16, 16, 17, 14],
  D: [30, 17, 17, 17, 17, 17, 30],
  E: [31, 16, 16, 30, 16, 16, 31],
  F: [31, 16, 16, 30, 16, 16, 16],
  G: [14, 17, 16, 23, 17, 17, 15],
  H: [17, 17, 17, 31, 17, 17, 17],
  I: [14, 4, 4, 4, 4, 4, 14],
  J: [7, 2, 2, 2, 2, 18, 12],
  K: [17, 18, 20, 24, 20, 18, 17],
  L: [16, 16, 16, 16, 16, 16, 31],
  M: [17, 27, 21, 21, 17, 17, 17],
  N: [17, 25, 21, 19, 17, 17, 17],
  O: [14, 17, 17, 17, 17, 17, 14],
  P: [30, 17, 17, 30, 16, 16, 16],
  Q: [14, 17, 17, 17, 21, 18, 13],
  R: [30, 17, 17, 30, 20, 18, 17],
  S: [15, 16, 16, 14, 1, 1, 30],
  T: [31, 4, 4, 4, 4, 4, 4],
  U: [17, 17, 17, 17, 17, 17, 14],
  V: [17, 17, 17, 17, 17, 10, 4],
  W: [17, 17, 17, 21, 21, 27, 17],
  X: [17, 17, 10, 4, 10, 17, 17],
  Y: [17, 17, 10, 4, 4, 4, 4],
  Z: [31, 1, 2, 4, 8, 16, 31],
  0: [14, 17, 19, 21, 25, 17, 14],
  1: [4, 12, 4, 4, 4, 4, 14],
  2: [14, 17, 1, 6, 8, 16, 31],
  3: [30, 1, 1, 14, 1, 1, 30],
  4: [2, 6, 10, 18, 31, 2, 2],
  5: [31, 16, 30, 1, 1, 17, 14],
  6: [14, 16, 30, 17, 17, 17, 14],
  7: [31, 1, 2, 4, 8, 8, 8],
  8: [14, 17, 17, 14, 17, 17, 14],
  9: [14, 17, 17, 15, 1, 1, 14],
  '-': [0, 0, 0, 14, 0, 0, 0],
  "'": [4, 4, 8, 0, 0, 0, 0],
  ',': [0, 0, 0, 0, 4, 4, 8],
  '.': [0, 0, 0, 0, 0, 12, 12],
  '&': [8, 20, 20, 8, 21, 18, 13],
  '!': [4, 4, 4, 4, 4, 0, 4],
  '?': [14, 17, 1, 6, 4, 0, 4],
};

export const GLYPH_WIDTH = 6;
const GLYPH_HEIGHT = 7;

/** What the font can show: letters without their accents. */
export function plainText(text: string): string {
  return text
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z0-9 \-',.&!?]/g, '')
    .replace(/ +/g, ' ')
    .trim();
}

export function textWidth(text: string, scale: number): number {
  return (text.length * GLYPH_WIDTH - 1) * scale;
}

export function drawText(canvas: Canvas, text: string, left: number, top: number, pen: Pen): void {
  for (let i = 0; i < text.length; i++) {
    const rows = GLYPHS[text[i]];
    if (!rows) continue;
    for (let row = 0; row < GLYPH_HEIGHT; row++)
      drawRow(canvas, rows[row], left + i * GLYPH_WIDTH * pen.scale, top + row * pen.scale, pen);
  }
}

/** Neighbouring dots are drawn as one bar, or a seam would show between them. */
function drawRow(canvas: Canvas, bits: number, left: number, top: number, { scale, colour, alpha }: Pen): void {
  for (let start = 0; start < 5; start++) {
    if (!(bits & (16 >> start))) continue;
    let end = start;
    while (end < 4 && bits & (16 >> (end + 1))) end++;
    canvas.rect(left + start * scale, top, left + (end + 1) * scale, top + scale, colour, alpha);
    start = end;
  }
}

/** Breaks at spaces; the last line is cut rather than the picture spoilt. */
export function wrapText(text: string, columns: number, lines: number): string[] {
  const out: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= columns) line = longer;
    else {
      if (line !== '') out.push(line);
      line = word.slice(0, columns);
    }
  }
  if (line !== '') out.push(line);
  return out.slice(0, lines);
}
