// Which rows a filter keeps.

import type { Column } from './columns.js';
import type { Row } from './rows.js';
import type { PhoneProfileListFilter } from './types.js';

/** Undefined where all are kept. */
export function keptBy(filter: string | PhoneProfileListFilter | null, columns: readonly Column[]): ((row: Row) => boolean) | undefined {
  if (!filter) return undefined;
  if (typeof filter === 'function') return ({ fields, profile }) => Boolean(filter(fields, profile));
  return (row) => contains([...columns.map((column) => column.text(row)), row.expectedName ?? ''], row.number, `${filter}`);
}

/** A row has a text if one of its own has it, whatever the case; or if its number has those digits. */
export function contains(texts: readonly string[], number: string, sought: string): boolean {
  const wanted = sought.trim().toLowerCase();
  if (texts.some((text) => text.toLowerCase().includes(wanted))) return true;
  const digits = wanted.replace(/[\s()+./-]/g, '');
  return /^\d{3,}$/.test(digits) && number.replace(/\D/g, '').includes(digits);
}
