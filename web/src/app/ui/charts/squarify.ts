export interface Tile {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Room extends Tile {
  /** Sum of the values that are still to be laid out in it. */
  value: number;
}

/**
 * Divides a box among values so that areas are as the values are and tiles as square as can be (Bruls, Huizing, van
 * Wijk: Squarified Treemaps). Values are positive and largest first.
 */
export function squarify(values: readonly number[], width: number, height: number): Tile[] {
  const tiles: Tile[] = [];
  let room: Room = { x: 0, y: 0, width, height, value: values.reduce((sum, value) => sum + value, 0) };
  for (let first = 0; first < values.length;) {
    const end = rowEnd(values, first, room);
    const row = values.slice(first, end);
    tiles.push(...laidOut(row, room));
    room = without(row, room);
    first = end;
  }
  return tiles;
}

/** Where a row ends that begins with `first`: before the value that would make its worst tile less square. */
function rowEnd(values: readonly number[], first: number, room: Room): number {
  let end = first + 1;
  let sum = values[first];
  let worst = worstRatio(sum, values[first], values[first], room);
  while (end < values.length) {
    const next = worstRatio(sum + values[end], values[end], values[first], room);
    if (next > worst) break;
    worst = next;
    sum += values[end];
    end += 1;
  }
  return end;
}

/** Longer by shorter side of the least square tile in a row along the room's shorter side. */
function worstRatio(sum: number, least: number, most: number, { width, height, value }: Room): number {
  const side = Math.min(width, height);
  const depth = (sum / value) * Math.max(width, height);
  const ratio = (part: number): number => {
    const length = (part / sum) * side;
    return Math.max(length / depth, depth / length);
  };
  return Math.max(ratio(least), ratio(most));
}

function laidOut(row: readonly number[], room: Room): Tile[] {
  const sum = row.reduce((all, value) => all + value, 0);
  const wide = room.width >= room.height;
  const depth = (sum / room.value) * (wide ? room.width : room.height);
  let at = wide ? room.y : room.x;
  return row.map((value) => {
    const length = (value / sum) * (wide ? room.height : room.width);
    const tile = wide
      ? { x: room.x, y: at, width: depth, height: length }
      : { x: at, y: room.y, width: length, height: depth };
    at += length;
    return tile;
  });
}

function without(row: readonly number[], room: Room): Room {
  const sum = row.reduce((all, value) => all + value, 0);
  const value = room.value - sum;
  const share = sum / room.value;
  return room.width >= room.height
    ? { ...room, x: room.x + share * room.width, width: (1 - share) * room.width, value }
    : { ...room, y: room.y + share * room.height, height: (1 - share) * room.height, value };
}

const AHEAD: Record<string, (from: Tile, to: Tile) => number> = {
  ArrowRight: (from, to) => to.x - (from.x + from.width),
  ArrowLeft: (from, to) => from.x - (to.x + to.width),
  ArrowDown: (from, to) => to.y - (from.y + from.height),
  ArrowUp: (from, to) => from.y - (to.y + to.height),
};

/** Tiles meet, but their edges are sums of fractions. */
const SLACK = 0.5;

/** The tile that an arrow key leads to: the nearest that lies wholly in its direction; null where there is none. */
export function tileAfterKey(tiles: readonly Tile[], from: number, key: string): number | null {
  if (tiles.length === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return tiles.length - 1;
  const ahead = AHEAD[key];
  if (!ahead || !tiles[from]) return null;
  const sideways = key === 'ArrowRight' || key === 'ArrowLeft';
  let best: { index: number; cost: number } | null = null;
  tiles.forEach((tile, index) => {
    const distance = ahead(tiles[from], tile);
    if (index === from || distance < -SLACK) return;
    const cost = distance + 2 * aside(tiles[from], tile, sideways);
    if (best === null || cost < best.cost) best = { index, cost };
  });
  return (best as { index: number } | null)?.index ?? null;
}

/** How far a tile lies beside the middle line of another. */
function aside(from: Tile, to: Tile, sideways: boolean): number {
  const [middle, start, end] = sideways
    ? [from.y + from.height / 2, to.y, to.y + to.height]
    : [from.x + from.width / 2, to.x, to.x + to.width];
  return Math.max(0, start - middle, middle - end);
}
