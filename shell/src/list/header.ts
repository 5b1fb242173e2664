// The header of a list: a button for each column, by which it is sorted.

import { node } from '../element/skeleton.js';
import type { Column } from './columns.js';
import type { PhoneProfileListSort } from './types.js';

export class Header {
  readonly element = node('div', { class: 'row', part: 'header', role: 'row', 'aria-rowindex': '1' });
  #targets: HTMLElement[] = [];
  #checkbox: HTMLInputElement | undefined;

  /** Made anew for other columns; `selectAll` is the checkbox's name, where there is one. */
  make(columns: readonly Column[], selectAll: string | undefined): void {
    const attributes = { type: 'checkbox', tabindex: '-1', 'aria-label': selectAll ?? '' };
    this.#checkbox = selectAll === undefined ? undefined : (node('input', attributes) as HTMLInputElement);
    const buttons = columns.map(({ name, title }) => node('button', { type: 'button', tabindex: '-1', 'data-sort': name }, title));
    this.#targets = [...(this.#checkbox ? [this.#checkbox] : []), ...buttons];
    const cells = this.#targets.map((target, at) => {
      const role = { class: 'cell', part: 'header-cell', role: 'columnheader', 'aria-colindex': `${at + 1}` };
      return node('div', target === this.#checkbox ? { ...role, class: 'cell select' } : role, target);
    });
    this.element.replaceChildren(...cells);
  }

  show(sort: PhoneProfileListSort | null, selected: number, shown: number): void {
    for (const target of this.#targets) {
      const name = target.dataset['sort'];
      if (name === undefined) continue;
      const cell = target.parentElement as HTMLElement;
      if (sort?.column === name) cell.setAttribute('aria-sort', sort.direction);
      else cell.removeAttribute('aria-sort');
    }
    if (!this.#checkbox) return;
    this.#checkbox.checked = shown > 0 && selected === shown;
    this.#checkbox.indeterminate = selected > 0 && selected < shown;
  }

  target(column: number): HTMLElement | undefined {
    return this.#targets[column];
  }
}
