import { decodeKey } from '../catalog/keys';
import type { Item } from '../catalog/item';
import { htmlError, type Reply } from '../http/reply';
import { route } from '../http/router';
import { poster, type PosterShape } from '../poster/poster';
import type { PmsCall, PmsRoute } from './pms-call';
import { visibleItem } from './routes-metadata';

const MAX_WIDTH = 3840;
const MAX_HEIGHT = 2160;
const IMAGE_PATH = /^\/library\/metadata\/(\d+)\/(thumb|art)\/?\d*$/;

const NATURAL: Record<PosterShape, [number, number]> = {
  poster: [400, 600],
  wide: [640, 360],
  square: [480, 480],
  art: [1280, 720],
};

function shapeOf(item: Item, kind: string): PosterShape {
  if (kind === 'art') return 'art';
  if (item.type === 'episode') return 'wide';
  return item.type === 'artist' || item.type === 'album' || item.type === 'track' ? 'square' : 'poster';
}

/** The picture fills the asked box as far as its own shape allows, like `minSize=0` at the server. */
function fit([width, height]: [number, number], boxWidth: number, boxHeight: number): [number, number] {
  const scale = Math.min(boxWidth / width, boxHeight / height);
  return [Math.max(8, Math.round(width * scale)), Math.max(8, Math.round(height * scale))];
}

function image(call: PmsCall, path: string, box: [number, number] | null): Reply {
  const match = IMAGE_PATH.exec(path);
  const item = match ? visibleItem(call, Number(match[1])) : null;
  if (!match || !item || !decodeKey(item.ratingKey)) return htmlError(404);
  const shape = shapeOf(item, match[2]);
  const [width, height] = box ? fit(NATURAL[shape], ...box) : NATURAL[shape];
  const body = poster({ seed: item.artSeed, title: item.title, shape, width, height });
  return { status: 200, type: 'image/png', body, headers: { 'Cache-Control': 'private, max-age=31536000' } };
}

function transcode(call: PmsCall): Reply {
  const width = Number(call.query.get('width') ?? NaN);
  const height = Number(call.query.get('height') ?? NaN);
  const url = call.query.get('url');
  const isSane = width > 0 && height > 0 && width <= MAX_WIDTH && height <= MAX_HEIGHT;
  if (!isSane || url === null) return htmlError(400);
  return image(call, url.split('?')[0], [width, height]);
}

export const PHOTO_ROUTES: PmsRoute[] = [
  route('GET', /^\/photo\/:\/transcode$/, transcode),
  route('GET', IMAGE_PATH, (call) => image(call, call.path, null)),
] as PmsRoute[];
