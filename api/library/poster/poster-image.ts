import sharp from 'sharp';

/** Widths that are made and kept, in pixels. */
const WIDTHS = [120, 180, 240, 360, 480, 720, 1000] as const;
const QUALITY = 78;
/** A poster has about 1.5 megapixels; what unpacks to more than this is an attack on our memory. */
const MAX_PIXELS = 40_000_000;
/** SVG and the like, which libvips would draw, may name other files and addresses. */
const FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'gif', 'avif', 'heif', 'tiff']);

// Several pictures at once are our own affair, and their pixels need not stay.
sharp.concurrency(1);
sharp.cache(false);

/** Something that is no picture, or none that we take. */
export class UnusableImageError extends Error {
  constructor(cause?: unknown) {
    super('The picture cannot be used', { cause });
    this.name = 'UnusableImageError';
  }
}

/** The next larger of the kept widths. */
export function snapWidth(width: number): number {
  return WIDTHS.find((kept) => kept >= width) ?? WIDTHS[WIDTHS.length - 1];
}

/** WebP of this width, or of the picture's own where that is smaller. @throws UnusableImageError */
export async function resize(picture: Buffer, width: number): Promise<Buffer> {
  try {
    const image = sharp(picture, { limitInputPixels: MAX_PIXELS, failOn: 'truncated' });
    const { format } = await image.metadata();
    if (!FORMATS.has(format)) throw new UnusableImageError();
    return await image.rotate().resize({ width, withoutEnlargement: true }).webp({ quality: QUALITY }).toBuffer();
  } catch (error) {
    throw error instanceof UnusableImageError ? error : new UnusableImageError(error);
  }
}
