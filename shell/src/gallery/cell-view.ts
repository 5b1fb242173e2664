// A cell on the page: its title, its card, and the code that makes the card elsewhere.

import type { PhoneProfileElement } from '../element/element.js';
import { node } from '../element/skeleton.js';
import type { Cell } from './cells.js';
import { addressOf, type Choice } from './choice.js';
import { attributesOf, CONTROLLED, codeOf, type Code } from './code.js';
import { fetcherOf } from './replies.js';

/** What the gallery's own page asks of its cards: they stand below its headings, and are many. */
const ON_THIS_PAGE = { loading: 'eager', 'heading-level': '4', announce: 'off' };

const LANGUAGES_OF_CODE: [keyof Code, string][] = [
  ['html', 'HTML'],
  ['css', 'CSS'],
  ['js', 'JavaScript'],
];

export class CellView {
  readonly element: HTMLElement;
  readonly card = document.createElement('phone-profile') as PhoneProfileElement;
  readonly #stage = node('div', { class: 'cell-stage' });
  readonly #title: HTMLElement;
  readonly #code: HTMLDetailsElement;
  #choice: Choice = {};

  constructor(readonly cell: Cell, isAlone: boolean) {
    const { id, title, profile, reply, isStopped } = cell;
    if (profile) this.card.profile = profile;
    // Whatever a card may ask for, such as another link of a picture, nothing goes out.
    this.card.fetcher = isStopped ? this.#stop : fetcherOf(reply ?? { kind: 'silence' });
    this.#title = node('a', {}, title);
    this.#code = node('details', { class: 'code' }, node('summary', {}, 'Code', node('span', { class: 'visually-hidden' }, ` of: ${title}`))) as HTMLDetailsElement;
    this.#code.open = isAlone;
    this.#code.addEventListener('toggle', () => this.#showCode());
    this.element = node(
      'article',
      { class: 'cell', id: `cell-${id}`, 'aria-labelledby': `title-${id}` },
      node('h3', { id: `title-${id}` }, this.#title),
      this.#stage,
      this.#code,
    );
  }

  /** Puts the card on its stage: what it looks up begins. */
  begin(): void {
    this.#stage.append(this.card);
  }

  /** Shows the card as it is chosen. */
  show(choice: Choice): void {
    this.#choice = choice;
    const wanted = { ...attributesOf(this.cell, choice), ...ON_THIS_PAGE };
    for (const name of CONTROLLED) if (!(name in wanted)) this.card.removeAttribute(name);
    for (const [name, value] of Object.entries(wanted)) if (this.card.getAttribute(name) !== value) this.card.setAttribute(name, value);
    this.#title.setAttribute('href', addressOf(choice, this.cell.id));
    this.#showCode();
  }

  readonly #stop: typeof fetch = () => {
    setTimeout(() => this.card.abort());
    return new Promise(() => {});
  };

  #showCode(): void {
    if (!this.#code.open) return;
    const code = codeOf(this.cell, this.#choice);
    const blocks = LANGUAGES_OF_CODE.filter(([language]) => code[language]).map(([language, name]) => this.#block(language, name, code[language]));
    const summary = this.#code.querySelector('summary') as HTMLElement;
    this.#code.replaceChildren(summary, ...blocks);
  }

  #block(language: string, name: string, text: string): HTMLElement {
    const label = `${name} of: ${this.cell.title}`;
    const copy = node('button', { type: 'button', class: 'button quiet', 'aria-label': `Copy ${label}` }, 'Copy');
    const said = node('span', { class: 'copied', role: 'status' });
    copy.addEventListener('click', async () => {
      said.replaceChildren((await isCopied(text)) ? 'Copied' : 'The browser doesn’t let this page copy: select the code');
    });
    // Long lines scroll, also by the keyboard.
    const shown = node('pre', { tabindex: '0', role: 'region', 'aria-label': label, 'data-code': language }, node('code', {}, text));
    return node('div', { class: 'code-block' }, node('div', { class: 'code-head' }, node('span', {}, name), said, copy), shown);
  }
}

async function isCopied(text: string): Promise<boolean> {
  try {
    // Pages without a secure connection have no clipboard.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
