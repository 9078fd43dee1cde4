/** Which rows of a long list are in view; all lengths in px. */
export interface Viewport {
  /** How far the list has been scrolled past the upper edge of the window. */
  scrolled: number;
  height: number;
}

export interface RowSpan {
  /** First and one past the last row to render. */
  first: number;
  end: number;
  /** Subtracted from the natural place of a row. */
  offset: number;
}

/** Browsers clip elements from about 17,000,000 px; a longer list is scrolled proportionally. */
export const MAX_CANVAS_PX = 15_000_000;

export function canvasHeight(rowCount: number, rowHeight: number): number {
  return Math.min(rowCount * rowHeight, MAX_CANVAS_PX);
}

export function rowSpan(
  rowCount: number,
  rowHeight: number,
  { scrolled, height }: Viewport,
  overscan: number,
): RowSpan {
  if (rowCount === 0 || rowHeight <= 0) return { first: 0, end: 0, offset: 0 };
  const natural = rowCount * rowHeight;
  const canvas = canvasHeight(rowCount, rowHeight);
  const scaled = natural > canvas;
  const top = Math.max(0, Math.min(scrolled, canvas - height));
  const from = scaled ? (top / Math.max(1, canvas - height)) * (natural - height) : top;
  const first = Math.max(0, Math.floor(from / rowHeight) - overscan);
  const end = Math.min(rowCount, Math.ceil((from + height) / rowHeight) + overscan);
  return { first, end: Math.max(first, end), offset: scaled ? from - top : 0 };
}

/** How far to scroll so that a row is at the upper edge: the inverse of `rowSpan`. */
export function scrollOfRow(row: number, rowCount: number, rowHeight: number, height: number): number {
  const natural = rowCount * rowHeight;
  const canvas = canvasHeight(rowCount, rowHeight);
  const place = row * rowHeight;
  return natural <= canvas ? place : (place / Math.max(1, natural - height)) * Math.max(1, canvas - height);
}

export interface GridLayout {
  columns: number;
  cellWidth: number;
  rowHeight: number;
}

export const GRID_GAP = 16;
/** Two lines of title and a subtitle below a poster, with the space above them. */
const WORDS_PX = 58;
const PHONE_PX = 480;

/** Columns of at least `cell` px; on a phone never fewer than two. `ratio` is height by width of a poster. */
export function gridLayout(width: number, cell: number, ratio: number): GridLayout {
  const gap = GRID_GAP;
  const least = width <= PHONE_PX ? 2 : 1;
  const columns = Math.max(least, Math.floor((width + gap) / (cell + gap)));
  const cellWidth = Math.max(1, (width - gap * (columns - 1)) / columns);
  return { columns, cellWidth, rowHeight: Math.round(cellWidth * ratio) + WORDS_PX + gap };
}

/** Where a key leads in a grid of `columns`; null for keys that lead nowhere. */
export function indexAfterKey(
  key: string,
  index: number,
  columns: number,
  count: number,
  pageRows: number,
): number | null {
  const to = (next: number): number => Math.max(0, Math.min(count - 1, next));
  switch (key) {
    case 'ArrowLeft':
      return to(index - 1);
    case 'ArrowRight':
      return to(index + 1);
    case 'ArrowUp':
      return index - columns < 0 ? index : index - columns;
    case 'ArrowDown':
      return to(index + columns);
    case 'PageUp':
      return to(index - columns * pageRows);
    case 'PageDown':
      return to(index + columns * pageRows);
    case 'Home':
      return 0;
    case 'End':
      return to(count - 1);
    default:
      return null;
  }
}
