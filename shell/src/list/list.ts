// <phone-profile-list>. The element reads what a page sets, looks rows up as they come into sight, and tells pages.

import type { LookupError, Profile, Strings } from '../entries/index.js';
import { camelCase, setAttribute, upgrade } from '../element/accessors.js';
import { node } from '../element/skeleton.js';
import { filled } from '../languages/counted.js';
import { directionIn } from '../languages/direction.js';
import { langOf, langOfTexts, languageOf, type Language } from '../languages/language.js';
import { followScheme, stopFollowingScheme, type Scheme } from '../styles/scheme.js';
import { version } from '../version.js';
import { LIST_ATTRIBUTES, ListAttributesElement } from './attributes.js';
import { readColumns, usualColumns, type Column } from './columns.js';
import { keptBy } from './filter.js';
import { Lookups } from './lookups.js';
import { lookupOptions } from './lookup-options.js';
import { ordered, type Sorting } from './order.js';
import { readNumbers, readRows, type Row } from './rows.js';
import { adoptListSheet } from './sheet.js';
import { Sight } from './sight.js';
import { Summary } from './summary.js';
import { Table, type TableContent } from './table.js';
import { textsWith, type Texts } from './texts.js';
import type {
  PhoneProfileListColumn,
  PhoneProfileListEventMap,
  PhoneProfileListFilter,
  PhoneProfileListProgress,
  PhoneProfileListRow,
  PhoneProfileListSort,
  PhoneProfileListStrings,
} from './types.js';

/** What can be set as a property only. */
const VALUES = ['rows', 'columns', 'selected', 'sort', 'filter', 'fetcher', 'strings'];

/** Attributes by which rows are looked up in another way. */
const OF_LOOKUPS = ['lookup', 'endpoint', 'region', 'purpose'];

/** What has to be made anew. */
type Stale = 'rows' | 'columns' | 'order';

/** Of what the element is built. */
interface Parts {
  readonly base: HTMLElement;
  readonly table: Table;
  readonly summary: Summary;
}

/**
 * A table of phone numbers with their profiles. Only the rows in sight are in the document, and only those are looked up,
 * unless the page wants otherwise.
 *
 * @tag phone-profile-list
 * @summary A table of phone numbers with their profiles, of which only the rows in sight are drawn and looked up.
 *
 * @attr {string} lang - Language of times and numbers, as a BCP 47 tag. Default: the nearest `lang`, then the browser's.
 * @attr {string} numbers - The rows as numbers alone, with commas, semicolons or line breaks between them.
 *
 * @fires {PhoneProfileListEventMap['phone-profile-request']} phone-profile-request - Before any request; `preventDefault()` keeps it from being made.
 * @fires {PhoneProfileListEventMap['phone-profile-list-progress']} phone-profile-list-progress - Answers or failures have come.
 * @fires {PhoneProfileListEventMap['phone-profile-list-error']} phone-profile-list-error - Something stands in the way of all lookups, which stop until `retry()`.
 * @fires {PhoneProfileListEventMap['phone-profile-list-select']} phone-profile-list-select - The person has selected rows, or taken that back.
 * @fires {PhoneProfileListEventMap['phone-profile-list-open']} phone-profile-list-open - The person has opened a row, by Enter or a double click.
 *
 * @csspart base - All of the list.
 * @csspart table - The table, which scrolls.
 * @csspart header - The row of titles.
 * @csspart header-cell - Each title.
 * @csspart row - Each row.
 * @csspart cell - Each cell.
 * @csspart summary - What stands below the table.
 * @csspart retry - The button that asks once more for what has failed.
 * @csspart cautions - What signals don't mean, which opens.
 *
 * @cssprop {<length>} [--phone-profile-list-row-height=3.75rem] - Height of every row.
 */
export class PhoneProfileListElement extends ListAttributesElement {
  /** The version of this copy of the kit. */
  static readonly version: string = version;
  /** The attributes that the element reacts to. */
  static readonly observedAttributes: readonly string[] = LIST_ATTRIBUTES;

  #given: readonly unknown[] | undefined;
  #rows: Row[] = [];
  /** Those that are shown, in their order. */
  #shown: Row[] = [];
  #columnsGiven: readonly PhoneProfileListColumn[] | null = null;
  #columns: readonly Column[] = [];
  #selected = new Set<number>();
  #sort: PhoneProfileListSort | null = null;
  #filter: string | PhoneProfileListFilter | null = null;
  #fetcher: typeof fetch | null = null;
  #strings: Partial<Strings & PhoneProfileListStrings> | null = null;
  #texts: Texts = textsWith(null);
  #lang = 'en';
  #error: LookupError | null = null;
  #isScheduled = false;
  #isTelling = false;
  /** What has to be made anew before the next drawing. */
  #stale: Record<Stale, boolean> = { rows: true, columns: true, order: true };
  #parts: Parts | undefined;
  /** What the page is marked as where the list stands. */
  #pageScheme: Scheme | undefined;

  readonly #onLanguage = (): void => this.#invalidate('columns');

  readonly #lookups = new Lookups(this.#lookupsHost());
  readonly #sight = new Sight(this, () => this.#redraw(), () => this.#lookups.pump());

  /** The rows: objects with a `number`, or numbers alone. Setting them ends the lookups of those before. */
  get rows(): readonly (PhoneProfileListRow | string)[] {
    return (this.#given ?? readNumbers(this.getAttribute('numbers') ?? '')) as readonly (PhoneProfileListRow | string)[];
  }
  set rows(rows: readonly (PhoneProfileListRow | object | string)[] | null | undefined) {
    this.#setRows(Array.isArray(rows) ? rows : undefined);
  }

  /** The rows as numbers alone: a list of them, or one text as the attribute has it. */
  get numbers(): readonly string[] {
    return this.rows.map((row) => (typeof row === 'string' ? row : row.number));
  }
  set numbers(numbers: readonly string[] | string | null | undefined) {
    if (Array.isArray(numbers)) this.rows = numbers;
    else {
      this.#setRows(undefined);
      setAttribute(this, 'numbers', numbers as string | null | undefined);
    }
  }

  /** What is shown of each row, in this order. Without: person, badges, signals and time, and the comparison where names are expected. */
  get columns(): readonly PhoneProfileListColumn[] {
    return this.#columnsGiven ?? usualColumns(this.#rows);
  }
  set columns(columns: readonly PhoneProfileListColumn[] | null | undefined) {
    this.#columnsGiven = Array.isArray(columns) ? columns : null;
    this.#invalidate('columns');
  }

  /** The selected rows, by their indexes in `rows`. */
  get selected(): readonly number[] {
    return [...this.#selected].sort((one, other) => one - other);
  }
  set selected(selected: readonly number[] | null | undefined) {
    this.#selected = new Set(Array.isArray(selected) ? selected : []);
    this.#schedule();
  }

  /** The column that rows are sorted by, and in which direction. Answers that come later move no row. */
  get sort(): PhoneProfileListSort | null {
    return this.#sort;
  }
  set sort(sort: PhoneProfileListSort | null | undefined) {
    this.#sort = sort ?? null;
    this.#invalidate('order');
  }

  /** Shows only rows with this text, or those that the function says. Asked when it is set, not with each answer. */
  get filter(): string | PhoneProfileListFilter | null {
    return this.#filter;
  }
  set filter(filter: string | PhoneProfileListFilter | null | undefined) {
    this.#filter = filter || null;
    this.#invalidate('order');
  }

  /** Replaces the browser's `fetch` for the lookups of this list. */
  get fetcher(): typeof fetch | null {
    return this.#fetcher;
  }
  set fetcher(fetcher: typeof fetch | null | undefined) {
    this.#fetcher = fetcher ?? null;
    this.#goOn();
  }

  /** Other texts, also of the cards. */
  get strings(): Partial<Strings & PhoneProfileListStrings> | null {
    return this.#strings;
  }
  set strings(strings: Partial<Strings & PhoneProfileListStrings> | null | undefined) {
    this.#strings = strings ?? null;
    this.#invalidate('columns');
  }

  /** The answers, in the order of `rows`; null where there is none yet. */
  get profiles(): readonly (Profile | null)[] {
    this.#readRows();
    return this.#rows.map(({ profile }) => profile);
  }

  /** How far it is. */
  get progress(): PhoneProfileListProgress {
    this.#readRows();
    const count = (state: Row['state']): number => this.#rows.reduce((sum, row) => sum + Number(row.state === state), 0);
    return { done: count('answered'), total: this.#rows.length, failed: count('failed') };
  }

  /** What stands in the way of all lookups. */
  get error(): LookupError | null {
    return this.#error;
  }

  /** Asks once more for what has failed, and goes on after what stood in the way. */
  retry(): void {
    for (const row of this.#rows) if (row.state === 'failed' || row.state === 'declined') Object.assign(row, { state: 'idle', error: null });
    this.#goOn();
  }

  /** @internal */
  connectedCallback(): void {
    for (const name of [...LIST_ATTRIBUTES.map(camelCase), ...VALUES]) upgrade(this, name);
    this.#sight.start();
    followScheme(this, (scheme) => {
      this.#pageScheme = scheme;
      this.#showScheme();
    });
    this.#schedule();
  }

  /** @internal */
  disconnectedCallback(): void {
    // A move disconnects and connects in one task: only a list that stays away stops.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#sight.stop();
      stopFollowingScheme(this);
      this.#stop();
    });
  }

  /** @internal */
  adoptedCallback(): void {
    if (this.shadowRoot) adoptListSheet(this.shadowRoot);
  }

  /** @internal */
  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (name === 'numbers') {
      if (!this.#given) this.#setRows(undefined);
      return;
    }
    if (name === 'theme') this.#showScheme();
    if (OF_LOOKUPS.includes(name)) this.#goOn();
    this.#invalidate('columns');
  }

  /** Whoever was selected is not in the new rows' places. */
  #setRows(rows: readonly unknown[] | undefined): void {
    this.#given = rows;
    this.#selected.clear();
    this.#invalidate('rows');
  }

  #invalidate(what: Stale): void {
    this.#stale[what] = true;
    this.#schedule();
  }

  /** Draws after the page's current task, once for all changes in it. */
  #schedule(): void {
    if (this.#isScheduled || !this.isConnected) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      // Until the language's texts have come, English ones would be there for a moment.
      if (!this.isConnected || !this.#language().isSettled) return;
      this.#update();
      this.#lookups.pump();
    });
  }

  #readRows(): void {
    if (!this.#stale.rows) return;
    this.#stale = { rows: false, columns: true, order: true };
    this.#stop();
    this.#rows = readRows(this.rows);
  }

  #stop(): void {
    this.#error = null;
    this.#lookups.stop();
  }

  /** What stood in the way may be gone. */
  #goOn(): void {
    this.#error = null;
    this.#schedule();
    queueMicrotask(() => this.#lookups.resume());
  }

  #update(): void {
    const { table, summary, base } = this.#build();
    this.#readRows();
    if (this.#stale.columns) {
      const language = this.#language();
      this.#lang = langOfTexts(langOf(this), language, Boolean(this.#strings));
      this.#texts = textsWith(this.#strings, language.catalogue);
      setAttribute(base, 'dir', directionIn(this, language) || null);
      this.#columns = readColumns(this.columns, { texts: this.#texts, lang: this.#lang });
      table.make(this.#columns, this.selectable ? this.#texts.selectAll : undefined, this.#texts.list);
      summary.make(this.#texts, this.#columns.some(({ name }) => name === 'signals'));
    }
    if (this.#stale.order) this.#shown = this.#ordered();
    this.#stale = { rows: false, columns: false, order: false };
    table.draw(this.#content());
    this.#drawStanding();
    if (!this.#lookups.isWorking) summary.announce();
  }

  #language(): Language {
    return languageOf(langOf(this), this.#onLanguage);
  }

  #ordered(): Row[] {
    const sorted = this.#columns.find(({ name }) => name === this.#sort?.column);
    const sorting: Sorting | undefined = sorted && { value: (row) => sorted.sortValue(row), isDescending: this.#sort?.direction === 'descending' };
    return ordered(this.#rows, keptBy(this.#filter, this.#columns), sorting, this.#lang).map((index) => this.#rows[index] as Row);
  }

  #content(): TableContent {
    const texts = this.#texts;
    const { theme, picture, mask, headingLevel } = this;
    return {
      rows: this.#shown,
      isSelected: ({ index }) => this.#selected.has(index),
      look: {
        columns: this.#columns,
        isSelectable: this.selectable,
        selectRow: (row) => filled(texts.selectRow, { row }, this.#lang),
        theme,
        picture,
        mask,
        headingLevel,
        strings: this.#strings,
        texts,
      },
    };
  }

  #drawStanding(): void {
    if (!this.#parts) return;
    const { table, summary } = this.#parts;
    const selected = this.#shown.reduce((sum, { index }) => sum + Number(this.#selected.has(index)), 0);
    table.header.show(this.#sort, selected, this.#shown.length);
    summary.show({ ...this.progress, shown: this.#shown.length, obstacle: this.#error }, this.#texts, this.#lang);
  }

  #showScheme(): void {
    if (this.#parts) setAttribute(this.#parts.base, 'data-scheme', this.theme === 'auto' ? this.#pageScheme : this.theme);
  }

  /** What is in sight may be other rows. */
  #redraw(): void {
    if (!this.#isScheduled) this.#parts?.table.draw(this.#content());
  }

  #lookupsHost(): ConstructorParameters<typeof Lookups>[0] {
    const list = this;
    return {
      get mode() {
        return list.isConnected ? list.lookup : 'none';
      },
      rowsInSight: () => list.#rowsInSight(),
      rowsBeyond: () => list.#shown,
      isInSight: (row) => list.#rowsInSight().includes(row),
      options: (row) => lookupOptions(list, row),
      allow: ({ index }) => list.#emit('phone-profile-request', { state: 'loading', index }, true),
      changed: (row) => {
        list.#parts?.table.redraw(row);
        list.#tell();
      },
      rested: (obstacle) => {
        list.#error = obstacle ?? null;
        list.#drawStanding();
        list.#parts?.summary.announce();
        if (obstacle) list.#emit('phone-profile-list-error', { code: obstacle.code });
      },
    };
  }

  /** None while something is being scrolled. */
  #rowsInSight(): Row[] {
    if (!this.#sight.isSteady || !this.#parts) return [];
    const { start, end } = this.#parts.table.inSight();
    return this.#shown.slice(start, end);
  }

  #build(): Parts {
    if (this.#parts) return this.#parts;
    const shadow = this.attachShadow({ mode: 'open' });
    const summary = new Summary(() => this.retry());
    const table = new Table({
      answered: (row) => {
        this.#parts?.table.redraw(row);
        this.#tell();
      },
      sort: (column) => (this.sort = nextSort(this.#sort, column)),
      select: ({ index }, isSelected) => this.#select([index], isSelected),
      selectAll: (isSelected) => this.#select(this.#shown.map(({ index }) => index), isSelected),
      open: ({ index }) => this.#emit('phone-profile-list-open', { index }),
    });
    const base = node('div', { class: 'base', part: 'base' }, table.element, summary.element);
    shadow.replaceChildren(base);
    adoptListSheet(shadow);
    this.#sight.watch(table.element);
    // The cards in it show what they are given: the list tells, once for all of them.
    for (const name of ['statechange', 'load', 'error']) shadow.addEventListener(`phone-profile-${name}`, (event) => event.stopPropagation());
    this.#parts = { base, table, summary };
    this.#showScheme();
    return this.#parts;
  }

  #select(indexes: readonly number[], isSelected: boolean): void {
    for (const index of indexes) {
      if (isSelected) this.#selected.add(index);
      else this.#selected.delete(index);
    }
    this.#schedule();
    this.#emit('phone-profile-list-select', { count: this.#selected.size });
  }

  /** With the next frame, once for all answers until then. */
  #tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    (globalThis.requestAnimationFrame ?? setTimeout)(() => {
      this.#isTelling = false;
      this.#drawStanding();
      this.#emit('phone-profile-list-progress', this.progress);
    });
  }

  #emit<Name extends keyof PhoneProfileListEventMap>(name: Name, detail: PhoneProfileListEventMap[Name]['detail'], cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail }));
  }
}

/** The platform's own, without its name: that is an alias, which servers' types lack. */
type AnyListener = ((event: Event) => void) | { handleEvent(event: Event): void };

/** Ascending, descending, and as the page gave them. */
function nextSort(sort: PhoneProfileListSort | null, column: string): PhoneProfileListSort | null {
  if (sort?.column !== column) return { column, direction: 'ascending' };
  return sort.direction === 'ascending' ? { column, direction: 'descending' } : null;
}

/** Events of the list by name, beside those of every element. */
export interface PhoneProfileListElement {
  addEventListener<K extends keyof PhoneProfileListEventMap>(
    type: K,
    listener: (this: PhoneProfileListElement, event: PhoneProfileListEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: PhoneProfileListElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: AnyListener, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof PhoneProfileListEventMap>(
    type: K,
    listener: (this: PhoneProfileListElement, event: PhoneProfileListEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: PhoneProfileListElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: AnyListener, options?: boolean | EventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'phone-profile-list': PhoneProfileListElement;
  }
  // Document and window have them too: events bubble to both. The request is the card's event there.
  interface GlobalEventHandlersEventMap extends Omit<PhoneProfileListEventMap, 'phone-profile-request'> {}
}
