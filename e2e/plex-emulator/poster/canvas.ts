export type Colour = readonly [number, number, number];

/** Hue in degrees, saturation and lightness 0..1. */
export function hsl(hue: number, saturation: number, lightness: number): Colour {
  const h = (((hue % 360) + 360) % 360) / 30;
  const a = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number): number => {
    const k = (n + h) % 12;
    return Math.round(255 * (lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}

/** Signed distance in pixels: negative inside. */
export type Shape = (x: number, y: number) => number;

/** RGB pixels with soft edges; every shape is a distance function, so nothing depends on the size. */
export class Canvas {
  readonly rgb: Uint8Array;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.rgb = new Uint8Array(width * height * 3);
  }

  gradient(top: Colour, bottom: Colour): void {
    let at = 0;
    for (let y = 0; y < this.height; y++) {
      const t = y / Math.max(1, this.height - 1);
      const r = top[0] + (bottom[0] - top[0]) * t;
      const g = top[1] + (bottom[1] - top[1]) * t;
      const b = top[2] + (bottom[2] - top[2]) * t;
      for (let x = 0; x < this.width; x++) {
        this.rgb[at++] = r;
        this.rgb[at++] = g;
        this.rgb[at++] = b;
      }
    }
  }

  /** Only the rows and columns of `box` (left, top, right, bottom) are looked at. */
  fill(
    shape: Shape,
    colour: Colour,
    alpha = 1,
    box: readonly [number, number, number, number] = [0, 0, this.width, this.height],
  ): void {
    const left = Math.max(0, Math.floor(box[0]));
    const right = Math.min(this.width, Math.ceil(box[2]));
    const bottom = Math.min(this.height, Math.ceil(box[3]));
    for (let y = Math.max(0, Math.floor(box[1])); y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const cover = 0.5 - shape(x + 0.5, y + 0.5);
        if (cover > 0) this.blend(x, y, colour, cover >= 1 ? alpha : cover * alpha);
      }
    }
  }

  blend(x: number, y: number, colour: Colour, alpha: number): void {
    const at = (y * this.width + x) * 3;
    this.rgb[at] += (colour[0] - this.rgb[at]) * alpha;
    this.rgb[at + 1] += (colour[1] - this.rgb[at + 1]) * alpha;
    this.rgb[at + 2] += (colour[2] - this.rgb[at + 2]) * alpha;
  }

  circle(cx: number, cy: number, radius: number, colour: Colour, alpha = 1): void {
    this.fill((x, y) => Math.hypot(x - cx, y - cy) - radius, colour, alpha, [
      cx - radius - 1,
      cy - radius - 1,
      cx + radius + 1,
      cy + radius + 1,
    ]);
  }

  ring(cx: number, cy: number, radius: number, thickness: number, colour: Colour, alpha = 1): void {
    const outer = radius + thickness + 1;
    this.fill((x, y) => Math.abs(Math.hypot(x - cx, y - cy) - radius) - thickness / 2, colour, alpha, [
      cx - outer,
      cy - outer,
      cx + outer,
      cy + outer,
    ]);
  }

  rect(left: number, top: number, right: number, bottom: number, colour: Colour, alpha = 1): void {
    this.fill((x, y) => Math.max(left - x, x - right, top - y, y - bottom), colour, alpha, [
      left - 1,
      top - 1,
      right + 1,
      bottom + 1,
    ]);
  }

  /** Everything below a curve: hills, waves, roofs. */
  below(curve: (x: number) => number, colour: Colour, alpha = 1): void {
    for (let x = 0; x < this.width; x++) {
      const edge = curve(x + 0.5);
      const top = Math.floor(edge);
      if (top >= 0 && top < this.height) this.blend(x, top, colour, (1 - (edge - top)) * alpha);
      for (let y = Math.max(0, top + 1); y < this.height; y++) this.blend(x, y, colour, alpha);
    }
  }
}
