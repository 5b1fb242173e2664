// The attributes that pages set on <phone-profile-list>, each of which is a property too.

import { choice, HTMLElementOnPages, positive, positiveOr, setAttribute } from '../element/accessors.js';

/** Those that are not properties of other types too; an attribute with an unknown value counts as its default. */
export class ListAttributesElement extends HTMLElementOnPages {
  /**
   * Which rows are looked up, where each lookup costs money. A value that is none of these counts as `none`.
   *
   * @attr lookup
   * @value visible - Those that come into sight and stay there.
   * @value all - Every row, those in sight first.
   * @value none - None: only rows that bring a `profile` have an answer.
   * @default 'visible'
   */
  get lookup(): 'visible' | 'all' | 'none' {
    return this.hasAttribute('lookup') ? choice(this, 'lookup', ['none', 'visible', 'all']) : 'visible';
  }
  set lookup(lookup: 'visible' | 'all' | 'none' | null | undefined) {
    setAttribute(this, 'lookup', lookup);
  }

  /**
   * Shows a column of checkboxes; `selected` has the rows.
   *
   * @attr selectable
   * @default false
   */
  get selectable(): boolean {
    return this.hasAttribute('selectable');
  }
  set selectable(selectable: boolean | null | undefined) {
    setAttribute(this, 'selectable', selectable);
  }

  /**
   * Base URL of the lookup endpoint, or a template with `{number}` in it. Default: the nearest ancestor's, then
   * `configure()`'s.
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
   * The colour scheme, of the cards too.
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
   * How old a cached answer may be, in seconds. An answer that is in the table stays there.
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
   * Masks the numbers, with a button in each card that shows its own.
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
   * Why the lookups are made, sent along for the endpoint's audit log.
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
   * Level of the heading that each name is.
   *
   * @attr heading-level
   * @value 2 - A heading of level 2.
   * @value 3 - A heading of level 3.
   * @value 4 - A heading of level 4.
   * @value 5 - A heading of level 5.
   * @value 6 - A heading of level 6.
   * @value none - No heading.
   * @default 3
   */
  get headingLevel(): number | 'none' {
    return positiveOr(this, 'heading-level', 3, 'none');
  }
  set headingLevel(level: 2 | 3 | 4 | 5 | 6 | 'none' | null | undefined) {
    setAttribute(this, 'heading-level', level);
  }
}

/** In the order of the documentation. `numbers` has its accessor with the rows; `lang` is an attribute of every element. */
export const LIST_ATTRIBUTES = [
  'numbers',
  'lookup',
  'selectable',
  'endpoint',
  'region',
  'theme',
  'lang',
  'max-age',
  'picture',
  'mask',
  'purpose',
  'heading-level',
];
