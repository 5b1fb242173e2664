// The cell that the keyboard is at, and where keys move it: WAI-ARIA's grid pattern.

export interface Cursor {
  /** 0 for the header, else the row's place and one. */
  readonly row: number;
  readonly column: number;
}

/** The size of the table: rows without the header, columns, and how many rows a page shows. */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
  readonly page: number;
}

/** Where a key moves; undefined for keys that move nothing. */
export function moved({ row, column }: Cursor, key: string, withControl: boolean, extent: Extent): Cursor | undefined {
  const { rows, page } = extent;
  const first = Math.min(row, 1);
  const keys: Record<string, readonly [number, number] | undefined> = {
    ArrowDown: [row + 1, column],
    ArrowUp: [row - 1, column],
    ArrowRight: [row, column + 1],
    ArrowLeft: [row, column - 1],
    PageDown: [row + page, column],
    // From the rows to the first of them: the header is an arrow further.
    PageUp: [Math.max(row - page, first), column],
    Home: withControl ? [first, 0] : [row, 0],
    End: withControl ? [rows, Infinity] : [row, Infinity],
  };
  if (withControl && key.startsWith('Arrow')) return undefined;
  const to = keys[key];
  return to && within({ row: to[0], column: to[1] }, extent);
}

/** A key as it is meant where columns go from right to left. */
export function mirrored(key: string): string {
  return { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }[key] ?? key;
}

/** The nearest cell that there is. */
export function within({ row, column }: Cursor, { rows, columns }: Extent): Cursor {
  return { row: clamp(row, rows), column: clamp(column, columns - 1) };
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}
