// Which rows of a long list are in the document: arithmetic alone. Rows are told by their place, from 0.

/** From `start` up to `end`, which is not among them. */
export interface Places {
  readonly start: number;
  readonly end: number;
}

/** Rows beyond the edges that are drawn too, so that a fast scroll finds something there. */
const BEYOND = 6;

/** The rows of which at least a part can be seen. */
export function inSight(fromPx: number, toPx: number, rowPx: number, count: number): Places {
  if (!(rowPx > 0) || toPx <= fromPx) return { start: 0, end: 0 };
  const start = clamp(Math.floor(fromPx / rowPx), count);
  return { start, end: Math.max(start, clamp(Math.ceil(toPx / rowPx), count)) };
}

/** The rows to draw, where these can be seen. */
export function around({ start, end }: Places, count: number): Places {
  if (start === end) return { start, end };
  return { start: clamp(start - BEYOND, count), end: clamp(end + BEYOND, count) };
}

/** How many rows fit whole, at least one: what Page Down goes by. */
export function rowsPerPage(heightPx: number, rowPx: number): number {
  return Math.max(1, Math.floor(heightPx / rowPx) || 1);
}

/** Where to scroll to, so that a row is in sight whole; undefined where it is. */
export function scrollToShow(place: number, scrolledPx: number, heightPx: number, rowPx: number): number | undefined {
  const top = place * rowPx;
  if (top < scrolledPx) return top;
  const beyond = top + rowPx - heightPx;
  return beyond > scrolledPx ? Math.min(beyond, top) : undefined;
}

function clamp(place: number, count: number): number {
  return Math.max(0, Math.min(place, count));
}
