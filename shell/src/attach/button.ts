// A number as a button: its own element where that may be one. Otherwise a button is laid over it, as in a cell, which has
// to stay a cell for its table to make sense.

import { attachTextsFor } from '../languages/attach-texts.js';
import { isolated } from './isolates.js';
import { leadsElsewhere, numberOf, visibleText } from './numbers.js';
import { OwnAttributes } from './own-attributes.js';

/** Says what an element is to attach(), also to style sheets. */
const MARK = 'data-phone-profile';
const OVERLAY = `button[${MARK}="button"]`;

/** Elements that mean nothing by themselves. */
const PLAIN = /^(a|b|bdi|bdo|code|data|div|em|i|mark|p|samp|small|span|strong|u|.+-.+)$/;
const NATIVE = 'button, input, summary';
const CONTROLS = `a[href], button:not([${MARK}]), input, select, textarea, summary, [tabindex]`;

/** Numbers and overlays that are somebody's. Others are copies: of a row, or of the page as it was when it was left. */
const owned = new WeakSet<Element>();

/** What a copy's attributes look like that were ours: a name that was made for another number must not stay. */
const OURS: Record<string, RegExp> = {
  [MARK]: /^number$/,
  tabindex: /^0$/,
  role: /^button$/,
  'aria-label': /[\u2066\u2068].*\u2069/,
  'aria-haspopup': /^dialog$/,
  'aria-expanded': /^(true|false)$/,
  'aria-controls': /^phone-profile-\d+$/,
};

/** The attributes that attach() sets on numbers. */
export const MARKS = Object.keys(OURS);

export class NumberButton {
  readonly #anchor: Element;
  readonly #attributes: OwnAttributes;
  #overlay: { readonly element: Element; readonly attributes: OwnAttributes } | undefined;
  /** The id of its open card. */
  #opened: string | undefined;

  /** The texts of its language have come. */
  readonly #renew = (): void => {
    if (owned.has(this.#anchor)) this.complete();
  };

  constructor(anchor: Element) {
    this.#anchor = anchor;
    this.#attributes = new OwnAttributes(anchor, owned.has(anchor) ? [] : copiedMarks(anchor));
    owned.add(anchor);
  }

  /** What has the keyboard's focus, and tells of the card. */
  get control(): Element {
    return this.#overlay?.element ?? this.#anchor;
  }

  /** Whether that key is to click it, and the browser doesn't do so. */
  needsKey(key: string): boolean {
    if (this.#overlay || leadsElsewhere(this.#anchor) || this.#anchor.matches(NATIVE)) return false;
    return key === ' ' || (key === 'Enter' && !this.#anchor.matches('a[href]'));
  }

  /** Whether something is missing, or says something else by now. */
  isIncomplete(): boolean {
    if (this.#attributes.lack(this.#ofNumber())) return true;
    if (!this.#needsOverlay()) return Boolean(this.#overlay);
    const { element, attributes } = this.#overlay ?? {};
    if (!element) return !isTaken(placeIn(this.#anchor));
    return element.parentNode !== placeIn(this.#anchor) || !element.matches(OVERLAY) || attributes?.lack(this.#ofOverlay()) === true;
  }

  complete(): void {
    this.#attributes.set(this.#ofNumber());
    if (this.#needsOverlay()) this.#layOver();
    else this.#removeOverlay();
  }

  /** The id of its card while that is open. */
  tell(opened: string | undefined): void {
    this.#opened = opened;
    this.complete();
  }

  undo(): void {
    this.#attributes.undo();
    this.#removeOverlay();
    owned.delete(this.#anchor);
  }

  #needsOverlay(): boolean {
    const { localName } = this.#anchor;
    if (leadsElsewhere(this.#anchor) || this.#anchor.matches(NATIVE)) return false;
    const isButtonOrLink = /^(button|link)$/.test(this.#anchor.getAttribute('role') ?? '');
    if (isButtonOrLink && this.#attributes.isPages('role')) return false;
    return !PLAIN.test(localName) || this.#attributes.isPages('role') || Boolean(this.#anchor.querySelector(CONTROLS));
  }

  #layOver(): void {
    const place = placeIn(this.#anchor);
    let { element } = this.#overlay ?? {};
    if (!element?.matches(OVERLAY)) {
      this.#removeOverlay();
      if (isTaken(place)) return;
      element = this.#anchor.ownerDocument.createElement('button');
      owned.add(element);
      this.#overlay = { element, attributes: new OwnAttributes(element) };
    }
    this.#overlay?.attributes.set(this.#ofOverlay());
    if (element.parentNode === place) return;
    for (const copy of overlaysIn(place)) copy.remove();
    place.appendChild(element);
  }

  #removeOverlay(): void {
    const { element } = this.#overlay ?? {};
    this.#overlay = undefined;
    if (!element) return;
    owned.delete(element);
    // A morph may have made something of the page's of it.
    if (element.matches(OVERLAY)) element.remove();
  }

  #ofNumber(): Map<string, string> {
    const attributes = new Map<string, string>();
    if (leadsElsewhere(this.#anchor)) return attributes;
    attributes.set(MARK, 'number');
    if (this.#anchor.matches(NATIVE)) return this.#withState(attributes);
    if (this.#needsOverlay()) return attributes;
    attributes.set('role', 'button');
    if (!this.#anchor.matches('a[href]')) attributes.set('tabindex', '0');
    if (!this.#anchor.hasAttribute('aria-labelledby')) attributes.set('aria-label', nameOf(this.#anchor, this.#renew));
    return this.#withState(attributes);
  }

  #ofOverlay(): Map<string, string> {
    const attributes = new Map([
      [MARK, 'button'],
      ['type', 'button'],
      ['aria-label', nameOf(this.#anchor, this.#renew)],
    ]);
    return this.#withState(attributes);
  }

  #withState(attributes: Map<string, string>): Map<string, string> {
    attributes.set('aria-haspopup', 'dialog').set('aria-expanded', `${Boolean(this.#opened)}`);
    return this.#opened ? attributes.set('aria-controls', this.#opened) : attributes;
  }
}

function copiedMarks(anchor: Element): [string, string][] {
  if (!anchor.hasAttribute(MARK)) return [];
  return Object.entries(OURS).flatMap(([name, looks]): [string, string][] => {
    const value = anchor.getAttribute(name);
    return value !== null && looks.test(value) ? [[name, value]] : [];
  });
}

/** Its visible text is part of it, for people who say what they see. */
function nameOf(anchor: Element, arrived: () => void): string {
  const text = visibleText(anchor);
  const number = (numberOf(anchor) ?? '').replace(/^tel:/i, '').trim();
  const subject = [text, /\d/.test(text) ? '' : number].filter(Boolean).map(isolated).join(' ');
  return attachTextsFor(anchor, arrived).texts.profileOf.replace('{number}', () => subject);
}

/** What an overlay is put into: nothing but cells may stand in a row. */
function placeIn(anchor: Element): Element {
  return (anchor.localName === 'tr' && anchor.querySelector(':scope > td, :scope > th')) || anchor;
}

function overlaysIn(place: Element): Element[] {
  return [...place.children].filter((child) => child.matches(OVERLAY));
}

/** Whether another attach() has laid a button over it. */
function isTaken(place: Element): boolean {
  return overlaysIn(place).some((overlay) => owned.has(overlay));
}
