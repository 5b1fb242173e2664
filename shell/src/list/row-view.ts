// One row in the document. It is used again for other rows as these come into sight.

import { node } from '../element/skeleton.js';
import type { Column } from './columns.js';
import { PersonCell, type CardLook } from './person-cell.js';
import type { Row } from './rows.js';

/** What all rows are drawn by. */
export interface RowLook extends CardLook {
  readonly columns: readonly Column[];
  readonly isSelectable: boolean;
  readonly selectRow: (place: number) => string;
}

export class RowView {
  readonly element = node('div', { class: 'row', part: 'row', role: 'row' });
  readonly #answered: (row: Row) => void;
  #cells: HTMLElement[] = [];
  #persons: (PersonCell | undefined)[] = [];
  #checkbox: HTMLInputElement | undefined;
  /** What the cells were made for. */
  #madeFor: readonly unknown[] = [];

  constructor(answered: (row: Row) => void) {
    this.#answered = answered;
  }

  show(row: Row, place: number, top: number, isSelected: boolean, look: RowLook): void {
    if (this.#madeFor[0] !== look.columns || this.#madeFor[1] !== look.isSelectable) this.#make(look);
    const { element } = this;
    element.style.transform = `translateY(${top}px)`;
    element.setAttribute('aria-rowindex', `${place + 2}`);
    element.dataset['place'] = `${place}`;
    element.dataset['state'] = row.state;
    if (this.#checkbox) {
      element.setAttribute('aria-selected', `${isSelected}`);
      this.#checkbox.checked = isSelected;
      this.#checkbox.setAttribute('aria-label', look.selectRow(place + 1));
    }
    look.columns.forEach((column, at) => this.#fill(column, at, row, look));
  }

  /** What has the focus when the keyboard is at that column: the cell, or what is in it alone. */
  target(column: number): HTMLElement | undefined {
    return this.#checkbox && column === 0 ? this.#checkbox : this.#cells[this.#checkbox ? column - 1 : column];
  }

  #make({ columns, isSelectable }: RowLook): void {
    this.#madeFor = [columns, isSelectable];
    this.#persons = columns.map(({ isPerson }) => (isPerson ? new PersonCell(this.#answered) : undefined));
    this.#cells = columns.map(({ name }, at) => {
      const person = this.#persons[at]?.element;
      return cell({ tabindex: '-1', 'data-column': name }, ...(person ? [person] : []));
    });
    this.#checkbox = isSelectable ? (node('input', { type: 'checkbox', tabindex: '-1' }) as HTMLInputElement) : undefined;
    const first = this.#checkbox ? [cell({ class: 'cell select' }, this.#checkbox)] : [];
    this.element.replaceChildren(...first, ...this.#cells);
    this.element.removeAttribute('aria-selected');
    [...this.element.children].forEach((each, at) => each.setAttribute('aria-colindex', `${at + 1}`));
  }

  #fill(column: Column, at: number, row: Row, look: RowLook): void {
    const person = this.#persons[at];
    if (person) return person.show(row, look);
    const cell = this.#cells[at];
    if (!cell) return;
    const text = column.text(row);
    const time = column.time?.(row);
    const mark = column.mark?.(row);
    if (mark) cell.dataset['mark'] = mark;
    else delete cell.dataset['mark'];
    if (time) cell.replaceChildren(node('time', { datetime: time }, text));
    else if (cell.textContent !== text || cell.firstElementChild) cell.textContent = text;
  }
}

function cell(attributes: Record<string, string>, ...children: Node[]): HTMLElement {
  return node('div', { class: 'cell', part: 'cell', role: 'gridcell', ...attributes }, ...children);
}
