// The attributes that pages set on <phone-profile>, each of which is a property too.

import { choice, HTMLElementOnPages, positive, positiveOr, setAttribute } from './accessors.js';

/**
 * Every attribute is a property too, in camel case; setting one to `null` or `undefined` removes the attribute, and an
 * attribute with an unknown value counts as its default.
 */
export class AttributesElement extends HTMLElementOnPages {
  /**
   * What the person entered, in any spelling; changing it aborts the lookup before.
   *
   * @attr number
   */
  get number(): string | null {
    return this.getAttribute('number');
  }
  set number(entered: string | null | undefined) {
    setAttribute(this, 'number', entered);
  }

  /**
   * Base URL of the lookup endpoint, asked for `{endpoint}/number/{digits}`; with `{number}` in it, a template for the
   * whole URL. Default: the nearest ancestor's, then `configure()`'s.
   *
   * @attr endpoint
   */
  get endpoint(): string | null {
    return this.getAttribute('endpoint');
  }
  set endpoint(url: string | URL | null | undefined) {
    setAttribute(this, 'endpoint', url);
  }

  /**
   * ISO 3166 country, such as `US`, for numbers without a country code. Default: the nearest ancestor's, then
   * `configure()`'s.
   *
   * @attr region
   */
  get region(): string | null {
    return this.getAttribute('region');
  }
  set region(country: string | null | undefined) {
    setAttribute(this, 'region', country);
  }

  /**
   * How much is shown.
   *
   * @attr variant
   * @value card - Everything that is known.
   * @value compact - A small card for lists and tables.
   * @value avatar - The picture alone.
   * @default 'card'
   */
  get variant(): 'card' | 'compact' | 'avatar' {
    return choice(this, 'variant', ['card', 'compact', 'avatar']);
  }
  set variant(variant: 'card' | 'compact' | 'avatar' | null | undefined) {
    setAttribute(this, 'variant', variant);
  }

  /**
   * The colour scheme.
   *
   * @attr theme
   * @value auto - As the page around has it.
   * @value light - Dark text on light ground.
   * @value dark - Light text on dark ground.
   * @default 'auto'
   */
  get theme(): 'auto' | 'light' | 'dark' {
    return choice(this, 'theme', ['auto', 'light', 'dark']);
  }
  set theme(theme: 'auto' | 'light' | 'dark' | null | undefined) {
    setAttribute(this, 'theme', theme);
  }

  /**
   * When the number is looked up.
   *
   * @attr loading
   * @value lazy - Looks up when the card comes near the viewport.
   * @value eager - Looks up at once.
   * @default 'lazy'
   */
  get loading(): 'eager' | 'lazy' {
    return choice(this, 'loading', ['lazy', 'eager']);
  }
  set loading(loading: 'eager' | 'lazy' | null | undefined) {
    setAttribute(this, 'loading', loading);
  }

  /**
   * How old a cached answer may be, in seconds.
   *
   * @attr max-age
   * @default 900
   */
  get maxAge(): number {
    return positive(this, 'max-age', 900);
  }
  set maxAge(seconds: number | null | undefined) {
    setAttribute(this, 'max-age', seconds);
  }

  /**
   * Whether pictures are loaded and shown.
   *
   * @attr picture
   * @value show - Loads and shows them.
   * @value hide - Never loads one; initials stand in for it.
   * @default 'show'
   */
  get picture(): 'show' | 'hide' {
    return choice(this, 'picture', ['show', 'hide']);
  }
  set picture(picture: 'show' | 'hide' | null | undefined) {
    setAttribute(this, 'picture', picture);
  }

  /**
   * Shows the person's or shop's own line of text.
   *
   * @attr about
   * @default false
   */
  get about(): boolean {
    return this.hasAttribute('about');
  }
  set about(about: boolean | null | undefined) {
    setAttribute(this, 'about', about);
  }

  /**
   * Lists every signal of the answer on a whole card, each with what it does not mean.
   *
   * @attr show-signals
   * @default false
   */
  get showSignals(): boolean {
    return this.hasAttribute('show-signals');
  }
  set showSignals(showSignals: boolean | null | undefined) {
    setAttribute(this, 'show-signals', showSignals);
  }

  /**
   * Shows everything that a business says of itself on a whole card: besides what it does and its first site also the other
   * sites, its e-mail address, its postal address and since when it is there.
   *
   * @attr show-business
   * @default false
   */
  get showBusiness(): boolean {
    return this.hasAttribute('show-business');
  }
  set showBusiness(showBusiness: boolean | null | undefined) {
    setAttribute(this, 'show-business', showBusiness);
  }

  /**
   * Masks the number, with a button that shows it.
   *
   * @attr mask
   * @default false
   */
  get mask(): boolean {
    return this.hasAttribute('mask');
  }
  set mask(mask: boolean | null | undefined) {
    setAttribute(this, 'mask', mask);
  }

  /**
   * The name that you hold, compared with the public one as people compare names; the card says how and why.
   *
   * @attr expected-name
   */
  get expectedName(): string | null {
    return this.getAttribute('expected-name');
  }
  set expectedName(name: string | null | undefined) {
    setAttribute(this, 'expected-name', name);
  }

  /**
   * Why the lookup is made, sent along for the endpoint's audit log.
   *
   * @attr purpose
   */
  get purpose(): string | null {
    return this.getAttribute('purpose');
  }
  set purpose(purpose: string | null | undefined) {
    setAttribute(this, 'purpose', purpose);
  }

  /**
   * Level of the heading that the name is.
   *
   * @attr heading-level
   * @value 2 - A heading of level 2.
   * @value 3 - A heading of level 3.
   * @value 4 - A heading of level 4.
   * @value 5 - A heading of level 5.
   * @value 6 - A heading of level 6.
   * @value none - No heading, for tables and lists of many.
   * @default 3
   */
  get headingLevel(): number | 'none' {
    return positiveOr(this, 'heading-level', 3, 'none');
  }
  set headingLevel(level: 2 | 3 | 4 | 5 | 6 | 'none' | null | undefined) {
    setAttribute(this, 'heading-level', level);
  }

  /**
   * What screen readers are told of the lookup.
   *
   * @attr announce
   * @value auto - Its outcome; of several cards that look up at a time how many have loaded and failed.
   * @value always - Its outcome, however many look up.
   * @value off - Nothing.
   * @default 'auto'
   */
  get announce(): 'auto' | 'always' | 'off' {
    return choice(this, 'announce', ['auto', 'always', 'off']);
  }
  set announce(announce: 'auto' | 'always' | 'off' | null | undefined) {
    setAttribute(this, 'announce', announce);
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
  'about',
  'show-signals',
  'show-business',
  'mask',
  'expected-name',
  'purpose',
  'heading-level',
  'announce',
];
