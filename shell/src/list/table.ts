// The table: a header, and the rows that are in sight, placed where they are by the number of those above. It decides
// about nothing but where the keyboard is.

import { node } from '../element/skeleton.js';
import { hasLayout } from '../element/viewport.js';
import type { Column } from './columns.js';
import { mirrored, moved, within, type Cursor, type Extent } from './cursor.js';
import { Header } from './header.js';
import { RowView, type RowLook } from './row-view.js';
import type { Row } from './rows.js';
import { around, inSight, rowsPerPage, scrollToShow, type Places } from './window.js';

/** What is shown. */
export interface TableContent {
  /** The rows that are shown, in their order. */
  readonly rows: readonly Row[];
  readonly look: RowLook;
  isSelected(row: Row): boolean;
}

export interface TableHost {
  answered(row: Row): void;
  sort(column: string): void;
  select(row: Row, isSelected: boolean): void;
  selectAll(isSelected: boolean): void;
  open(row: Row): void;
}

/** Rows that a test runner's page has in sight, which lays nothing out. */
const WITHOUT_LAYOUT = 20;

/** What Tab comes to first. */
const FIRST_CELL: Cursor = { row: 1, column: 0 };

/** Of the column of checkboxes, in CSS pixels. */
const SELECT_WIDTH = 46;

export class Table {
  /** What scrolls is a stop for Tab in Firefox, unless it says otherwise; its cells are. */
  readonly element = node('div', { class: 'grid', part: 'table', role: 'grid', tabindex: '-1' });
  readonly header = new Header();
  readonly #body = node('div', { class: 'body', role: 'rowgroup' });
  readonly #probe = node('div', { class: 'probe' });
  readonly #head = node('div', { class: 'head', role: 'rowgroup' }, this.header.element);
  readonly #host: TableHost;
  /** Those in the document, by their place. */
  #views = new Map<number, RowView>();
  #content: TableContent | undefined;
  #cursor = FIRST_CELL;
  /** Whether the keyboard or a click has been in the table. */
  #isEntered = false;
  #rowPx = 0;

  constructor(host: TableHost) {
    this.#host = host;
    this.element.replaceChildren(this.#probe, this.#head, this.#body);
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
    this.element.addEventListener('focusin', (event) => this.#focused(event));
    this.element.addEventListener('click', (event) => this.#clicked(event));
    this.element.addEventListener('dblclick', (event) => this.#open(event));
    this.element.addEventListener('change', (event) => this.#changed(event));
  }

  /** Other columns: what is in the document is made anew. */
  make(columns: readonly Column[], selectAll: string | undefined, name: string): void {
    this.header.make(columns, selectAll);
    // What that column says, cards needn't.
    this.element.toggleAttribute('data-signals', columns.some(({ name }) => name === 'signals'));
    this.element.setAttribute('aria-label', name);
    this.element.setAttribute('aria-colcount', `${columns.length + (selectAll === undefined ? 0 : 1)}`);
    if (selectAll === undefined) this.element.removeAttribute('aria-multiselectable');
    else this.element.setAttribute('aria-multiselectable', 'true');
    const widths = columns.map(({ minWidth, share }) => `minmax(${minWidth}px, ${share}fr)`);
    const least = columns.reduce((sum, { minWidth }) => sum + minWidth, 0);
    const { style } = this.element;
    style.setProperty('--columns', [...(selectAll === undefined ? [] : [`${SELECT_WIDTH}px`]), ...widths].join(' '));
    style.setProperty('--least-width', `${least + (selectAll === undefined ? 0 : SELECT_WIDTH)}px`);
  }

  /** Draws what is in sight, and the row that the keyboard is at: it would lose the focus without. */
  draw(content: TableContent): void {
    this.#content = content;
    const { rows, look, isSelected } = content;
    this.#rowPx = this.#probe.getBoundingClientRect().height;
    this.element.setAttribute('aria-rowcount', `${rows.length + 1}`);
    this.#body.style.height = `${rows.length * this.#rowPx}px`;
    this.#cursor = within(this.#isEntered ? this.#cursor : FIRST_CELL, this.#extent());
    const { start, end } = around(this.#sight(), rows.length);
    const wanted = new Set<number>();
    for (let place = start; place < end; place += 1) wanted.add(place);
    if (this.#cursor.row > 0 && rows.length) wanted.add(this.#cursor.row - 1);
    const free = [...this.#views].filter(([place]) => !wanted.has(place));
    for (const [place] of free) this.#views.delete(place);
    for (const place of wanted) {
      const row = rows[place];
      if (!row) continue;
      const view = this.#views.get(place) ?? free.pop()?.[1] ?? new RowView((row) => this.#host.answered(row));
      this.#views.set(place, view);
      view.show(row, place, place * this.#rowPx, isSelected(row), look);
      if (!view.element.isConnected) this.#body.appendChild(view.element);
    }
    for (const [, view] of free) view.element.remove();
    this.#markCursor();
  }

  /** One row has changed, where it is drawn. */
  redraw(row: Row): void {
    if (!this.#content) return;
    const { rows, look, isSelected } = this.#content;
    for (const [place, view] of this.#views) {
      if (rows[place] === row) view.show(row, place, place * this.#rowPx, isSelected(row), look);
    }
  }

  /** The places that can be seen, in the table and in the window. */
  inSight(): Places {
    return this.#sight(true);
  }

  scrollToTop(): void {
    this.element.scrollTop = 0;
  }

  #sight(inWindow = false): Places {
    const count = this.#content?.rows.length ?? 0;
    if (!hasLayout()) return { start: 0, end: Math.min(count, WITHOUT_LAYOUT) };
    const box = this.element.getBoundingClientRect();
    const head = this.#head.offsetHeight;
    const top = inWindow ? Math.max(box.top + head, 0) : box.top + head;
    const bottom = inWindow ? Math.min(box.bottom, innerHeight) : box.bottom;
    const scrolled = this.element.scrollTop - box.top - head;
    return inSight(scrolled + top, scrolled + bottom, this.#rowPx, count);
  }

  #extent(): Extent {
    const height = this.element.clientHeight - this.#head.offsetHeight;
    const columns = Number(this.element.getAttribute('aria-colcount'));
    return { rows: this.#content?.rows.length ?? 0, columns, page: rowsPerPage(height, this.#rowPx) };
  }

  #target({ row, column }: Cursor): HTMLElement | undefined {
    return row === 0 ? this.header.target(column) : this.#views.get(row - 1)?.target(column);
  }

  /** Tab comes to one cell of the table. */
  #markCursor(): void {
    const target = this.#target(this.#cursor);
    for (const other of this.element.querySelectorAll<HTMLElement>('[tabindex="0"]')) if (other !== target) other.tabIndex = -1;
    if (target) target.tabIndex = 0;
  }

  #moveTo(cursor: Cursor): void {
    this.#cursor = cursor;
    const height = this.element.clientHeight - this.#head.offsetHeight;
    const top = cursor.row ? scrollToShow(cursor.row - 1, this.element.scrollTop, height, this.#rowPx) : undefined;
    if (top !== undefined) this.element.scrollTop = top;
    if (this.#content) this.draw(this.#content);
    const target = this.#target(cursor);
    target?.focus({ preventScroll: true });
    target?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  }

  #pressed(event: KeyboardEvent): void {
    // What is typed into a card's own button is not for the table.
    const at = event.composedPath()[0];
    if (at !== this.#target(this.#cursor) || event.altKey || event.metaKey) return;
    const row = this.#rowAt(this.#cursor.row - 1);
    const isCell = (at as HTMLElement).localName === 'div';
    const isMirrored = getComputedStyle(this.element).direction === 'rtl';
    const next = moved(this.#cursor, isMirrored ? mirrored(event.key) : event.key, event.ctrlKey, this.#extent());
    if (next) this.#moveTo(next);
    else if (event.key === 'Enter' && row) this.#host.open(row);
    else if (event.key === ' ' && row && isCell && this.#content?.look.isSelectable) {
      this.#host.select(row, !this.#content.isSelected(row));
    } else return;
    event.preventDefault();
  }

  /** By a click or by Tab: the keyboard goes on from there. */
  #focused({ target }: Event): void {
    for (const [place, view] of this.#views) {
      if (view.element.contains(target as Node)) return this.#enter({ row: place + 1 }, target);
    }
    if (this.#head.contains(target as Node)) this.#enter({ row: 0 }, target);
  }

  #enter({ row }: Pick<Cursor, 'row'>, target: EventTarget | null): void {
    const cell = (target as Element).closest('[aria-colindex]');
    this.#isEntered = true;
    this.#cursor = { row, column: Number(cell?.getAttribute('aria-colindex') ?? 1) - 1 };
    this.#markCursor();
  }

  #clicked({ target }: Event): void {
    const name = (target as Element).closest<HTMLElement>('[data-sort]')?.dataset['sort'];
    if (name !== undefined) this.#host.sort(name);
  }

  #open({ target }: Event): void {
    const row = this.#rowOf(target);
    if (row && !(target as Element).closest('input')) this.#host.open(row);
  }

  #changed({ target }: Event): void {
    const { checked } = target as HTMLInputElement;
    const row = this.#rowOf(target);
    if (row) this.#host.select(row, checked);
    else this.#host.selectAll(checked);
  }

  #rowOf(target: EventTarget | null): Row | undefined {
    const place = (target as Element).closest<HTMLElement>('[data-place]')?.dataset['place'];
    return place === undefined ? undefined : this.#rowAt(Number(place));
  }

  #rowAt(place: number): Row | undefined {
    return this.#content?.rows[place];
  }
}
