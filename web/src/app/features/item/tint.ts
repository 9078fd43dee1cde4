/** The mean colour of a picture as `r g b`, for a tint behind a page; null where the browser will not tell. */
export function meanColour(image: HTMLImageElement): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 8;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  try {
    context.drawImage(image, 0, 0, 8, 8);
    return meanOf(context.getImageData(0, 0, 8, 8).data);
  } catch {
    return null;
  }
}

/** Mean of RGBA pixels, weighted by how colourful they are: letters and black bars would grey it out. */
export function meanOf(pixels: Uint8ClampedArray | readonly number[]): string | null {
  const sum = [0, 0, 0];
  let weights = 0;
  for (let i = 0; i + 3 < pixels.length; i += 4) {
    const rgb = [pixels[i], pixels[i + 1], pixels[i + 2]];
    const weight = (Math.max(...rgb) - Math.min(...rgb) + 8) * (pixels[i + 3] / 255);
    rgb.forEach((value, channel) => (sum[channel] += value * weight));
    weights += weight;
  }
  return weights === 0 ? null : sum.map((value) => Math.round(value / weights)).join(' ');
}
