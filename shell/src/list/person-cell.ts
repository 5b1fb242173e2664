// The cell of a person: the compact card once there is an answer, and the number until then.

import type { PhoneProfileElement } from '../entries/index.js';
import { node } from '../element/skeleton.js';
import { noAnswer } from './columns.js';
import type { Row } from './rows.js';
import type { Texts } from './texts.js';

/** What cards take from their list. */
export interface CardLook {
  readonly theme: PhoneProfileElement['theme'];
  readonly picture: PhoneProfileElement['picture'];
  readonly mask: boolean;
  readonly headingLevel: number | 'none';
  readonly strings: object | null;
  readonly texts: Texts;
}

export class PersonCell {
  readonly element = node('div', { class: 'person' });
  readonly #number = node('bdi', { class: 'number', dir: 'ltr' });
  readonly #note = node('span', { class: 'note' });
  readonly #blank = node('div', { class: 'blank' }, node('span', { class: 'avatar' }), node('span', { class: 'who' }, this.#number, this.#note));
  readonly #answered: (row: Row) => void;
  #card: PhoneProfileElement | undefined;
  #row: Row | undefined;
  /** What the card was given last. */
  #shown: object | undefined;
  /** Until the card has drawn it. */
  #isPending = false;

  /** `answered` is told what a card has made of an answer of the page's own. */
  constructor(answered: (row: Row) => void) {
    this.#answered = answered;
    this.element.appendChild(this.#blank);
  }

  show(row: Row, look: CardLook): void {
    const answer = row.profile ?? row.given;
    const isOther = this.#row !== row || answer !== this.#shown;
    this.#row = row;
    this.#number.textContent = look.mask ? '•••' : row.number;
    this.#note.textContent = noAnswer(row, look.texts);
    this.element.toggleAttribute('data-failed', row.state === 'failed');
    if (!answer) return this.#reveal(false);
    const card = this.#dressed(row, look);
    if (!isOther) return;
    // Until it is drawn, the card shows who was in this row before.
    this.#reveal(false);
    // It would be ready with the answer before.
    if (this.#isPending) card.profile = null;
    this.#isPending = true;
    this.#shown = answer;
    card.profile = answer;
    void card.ready.then(() => {
      this.#isPending = false;
      if (this.#row !== row || this.#shown !== answer) return;
      this.#reveal(true);
      if (row.given && !row.profile && card.profile) {
        row.profile = this.#shown = card.profile;
        this.#answered(row);
      }
    });
  }

  #dressed(row: Row, look: CardLook): PhoneProfileElement {
    const card = (this.#card ??= this.#made());
    const { theme, picture, mask, headingLevel, strings } = look;
    Object.assign(card, { theme, picture, mask, headingLevel, expectedName: row.expectedName });
    if (card.strings !== strings) Object.assign(card, { strings });
    return card;
  }

  #made(): PhoneProfileElement {
    const card = Object.assign(document.createElement('phone-profile'), { variant: 'compact', announce: 'off', hidden: true } as const);
    this.element.appendChild(card);
    return card;
  }

  #reveal(isCard: boolean): void {
    this.#blank.hidden = isCard;
    if (this.#card) this.#card.hidden = !isCard;
  }
}
