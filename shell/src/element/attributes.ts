// The attributes that pages set on <phone-profile>, each of which is a property too.

/** On a server there are no elements: the class exists, and nothing is registered. */
const HTMLElementOnPages: typeof HTMLElement = globalThis.HTMLElement ?? class {};

type Unset = null | undefined;

/**
 * Every attribute is a property too, in camel case; setting one to `null` or `undefined` removes the attribute, and an
 * attribute with an unknown value counts as its default.
 */
export class AttributesElement extends HTMLElementOnPages {
  /** What the person entered, in any spelling; changing it aborts the lookup before. */
  get number(): string | null {
    return this.getAttribute('number');
  }
  set number(entered: string | Unset) {
    setAttribute(this, 'number', entered);
  }

  /**
   * Base URL of the lookup endpoint, asked for `{endpoint}/number/{digits}`; with `{number}` in it, a template for the
   * whole URL. Default: the nearest ancestor's, then `configure()`'s.
   */
  get endpoint(): string | null {
    return this.getAttribute('endpoint');
  }
  set endpoint(url: string | URL | Unset) {
    setAttribute(this, 'endpoint', url);
  }

  /**
   * ISO 3166 country, such as `US`, for numbers without a country code. Default: the nearest ancestor's, then
   * `configure()`'s.
   */
  get region(): string | null {
    return this.getAttribute('region');
  }
  set region(country: string | Unset) {
    setAttribute(this, 'region', country);
  }

  /** How much is shown: everything, a small card for lists and tables, or the picture alone. */
  get variant(): 'card' | 'compact' | 'avatar' {
    return choice(this, 'variant', ['card', 'compact', 'avatar']);
  }
  set variant(variant: 'card' | 'compact' | 'avatar' | Unset) {
    setAttribute(this, 'variant', variant);
  }

  /** The colour scheme. */
  get theme(): 'auto' | 'light' | 'dark' {
    return choice(this, 'theme', ['auto', 'light', 'dark']);
  }
  set theme(theme: 'auto' | 'light' | 'dark' | Unset) {
    setAttribute(this, 'theme', theme);
  }

  /** When the number is looked up: when the card comes near the viewport, or at once. */
  get loading(): 'eager' | 'lazy' {
    return choice(this, 'loading', ['lazy', 'eager']);
  }
  set loading(loading: 'eager' | 'lazy' | Unset) {
    setAttribute(this, 'loading', loading);
  }

  /** How old a cached answer may be, in seconds. */
  get maxAge(): number {
    return positive(this, 'max-age', 900);
  }
  set maxAge(seconds: number | Unset) {
    setAttribute(this, 'max-age', seconds);
  }

  /** Whether pictures are loaded and shown. */
  get picture(): 'show' | 'hide' {
    return choice(this, 'picture', ['show', 'hide']);
  }
  set picture(picture: 'show' | 'hide' | Unset) {
    setAttribute(this, 'picture', picture);
  }

  /** Masks the number, with a button that shows it. */
  get mask(): boolean {
    return this.hasAttribute('mask');
  }
  set mask(mask: boolean | Unset) {
    setAttribute(this, 'mask', mask);
  }

  /** The name that you hold, compared with the public one word by word. */
  get expectedName(): string | null {
    return this.getAttribute('expected-name');
  }
  set expectedName(name: string | Unset) {
    setAttribute(this, 'expected-name', name);
  }

  /** Why the lookup is made, sent along for the endpoint's audit log. */
  get purpose(): string | null {
    return this.getAttribute('purpose');
  }
  set purpose(purpose: string | Unset) {
    setAttribute(this, 'purpose', purpose);
  }

  /** Level of the heading that the name is. */
  get headingLevel(): number {
    return positive(this, 'heading-level', 3);
  }
  set headingLevel(level: 2 | 3 | 4 | 5 | 6 | Unset) {
    setAttribute(this, 'heading-level', level);
  }
}

/** In the order of the documentation. `lang` is an attribute of every element. */
export const ATTRIBUTES = [
  'number',
  'endpoint',
  'region',
  'variant',
  'theme',
  'lang',
  'loading',
  'max-age',
  'picture',
  'mask',
  'expected-name',
  'purpose',
  'heading-level',
];

function setAttribute(element: Element, name: string, value: string | number | boolean | URL | Unset): void {
  if (value == null || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : `${value}`);
}

/** The attribute's value if it is one of the words, otherwise the first of them. */
function choice<Word extends string>(element: Element, name: string, words: readonly [Word, ...Word[]]): Word {
  const value = element.getAttribute(name);
  return words.find((word) => word === value) ?? words[0];
}

function positive(element: Element, name: string, otherwise: number): number {
  const value = Number.parseFloat(element.getAttribute(name) ?? '');
  return value >= 0 ? value : otherwise;
}
