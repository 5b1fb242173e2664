// Which rows are shown, and in which order.

import type { Row } from './rows.js';

/** What rows are sorted by; null for those that have nothing there, which come last either way. */
export type SortValue = string | number | null;

export interface Sorting {
  value(row: Row): SortValue;
  readonly isDescending: boolean;
}

/** The rows' indexes. Rows that are alike stay in the page's order. */
export function ordered(
  rows: readonly Row[],
  isKept: ((row: Row) => boolean) | undefined,
  sorting: Sorting | undefined,
  lang: string,
): number[] {
  const kept = isKept ? rows.filter(isKept) : [...rows];
  if (!sorting) return kept.map(({ index }) => index);
  const { compare } = new Intl.Collator(lang, { numeric: true });
  const sign = sorting.isDescending ? -1 : 1;
  return kept
    .map((row) => ({ index: row.index, value: sorting.value(row) }))
    .sort((one, other) => {
      if (one.value === null || other.value === null) return Number(one.value === null) - Number(other.value === null);
      const isNumeric = typeof one.value === 'number' && typeof other.value === 'number';
      return sign * (isNumeric ? Number(one.value) - Number(other.value) : compare(`${one.value}`, `${other.value}`));
    })
    .map(({ index }) => index);
}
