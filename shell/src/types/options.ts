// The options of the public functions.

import type { PhoneProfileElement } from '../element/element.js';
import type { LookupError } from '../errors.js';
import type { Profile } from './profile.js';
import type { AttachStrings, Strings } from './strings.js';

/** What `fetch` takes as headers. By the way of `RequestInit`, which servers' types have too. */
type RequestHeaders = NonNullable<RequestInit['headers']>;

/** How a number is looked up. */
export interface LookupOptions {
  /**
   * Base URL of the lookup endpoint, relative to the page or absolute: the request is
   * `GET {endpoint}/number/{digits}`. With `{number}` in it, it is a template for the whole URL.
   */
  endpoint?: string | URL;
  /** ISO 3166 country (`US`) for numbers without a country code. Without one those are `invalid-number`. */
  region?: string;
  /** Takes the lookup back: it rejects with `aborted`. The request goes on while others wait for it. */
  signal?: AbortSignal;
  /** How long all of it may take, retries and waits included, in milliseconds. Default 15,000. */
  timeoutMs?: number;
  /** How old a cached answer may be, in milliseconds. Default 900,000; a day at most. */
  maxAgeMs?: number;
  /**
   * What the cache in this page's memory is used for, in the words of `fetch`: reading and writing
   * (`default`), writing only (`reload`), neither (`no-store`), or reading only and no request
   * (`only-if-cached`, which rejects with `not-in-cache` where there is nothing).
   */
  cache?: 'default' | 'reload' | 'no-store' | 'only-if-cached';
  /** Headers of the request, or a function that gives them, called before each try. */
  headers?: RequestHeaders | (() => RequestHeaders | Promise<RequestHeaders>);
  /** Why the lookup is made, sent as the query parameter `purpose` for the endpoint's audit log. */
  purpose?: string;
  /**
   * Replaces the browser's `fetch`. It is called with a URL and a `RequestInit` that carries a `signal`. What it gives
   * may be of another realm, or a stand-in: something with a `status` and a body.
   */
  fetch?: typeof fetch;
}

/** What `lookup()` takes: besides how the number is looked up, the name that you hold. */
export interface SingleLookupOptions extends LookupOptions {
  /** Compared with the public name; {@link Profile.match} says how they compare. */
  expectedName?: string;
}

/** Where the WebAssembly comes from. */
export interface InitOptions {
  /** Its URL, relative to the page. Default: `phone_profile_bg.wasm` beside this module. */
  wasmUrl?: string | URL;
  /**
   * The module itself, compiled or as bytes: nothing is fetched then. To TypeScript any object is a compiled module; a
   * URL, which many bundlers give for a wasm file that is imported, goes to {@link wasmUrl}.
   */
  module?: (WebAssembly.Module & object) | ArrayBufferView | ArrayBuffer;
  /** Subresource integrity of the file at {@link wasmUrl}, such as `sha384-…`. */
  integrity?: string;
}

/** What `configure()` takes: defaults for every card and every lookup on the page. */
export type ConfigureOptions = Partial<LookupOptions & InitOptions & { strings: Partial<Strings & AttachStrings> }>;

/** What `mount()` takes: the properties of {@link PhoneProfileElement} that a page can set. */
export interface MountOptions {
  /** See {@link PhoneProfileElement.number}. */
  number?: string | null;
  /** See {@link PhoneProfileElement.endpoint}. */
  endpoint?: string | URL | null;
  /** See {@link PhoneProfileElement.region}. */
  region?: string | null;
  /** See {@link PhoneProfileElement.variant}. */
  variant?: 'card' | 'compact' | 'avatar';
  /** See {@link PhoneProfileElement.theme}. */
  theme?: 'auto' | 'light' | 'dark';
  /** BCP 47. */
  lang?: string;
  /** Default here: `eager`. */
  loading?: 'eager' | 'lazy';
  /** Seconds. */
  maxAge?: number | null;
  /** See {@link PhoneProfileElement.picture}. */
  picture?: 'show' | 'hide';
  /** See {@link PhoneProfileElement.about}. */
  about?: boolean;
  /** See {@link PhoneProfileElement.showSignals}. */
  showSignals?: boolean;
  /** See {@link PhoneProfileElement.showBusiness}. */
  showBusiness?: boolean;
  /** See {@link PhoneProfileElement.mask}. */
  mask?: boolean;
  /** See {@link PhoneProfileElement.expectedName}. */
  expectedName?: string | null;
  /** See {@link PhoneProfileElement.purpose}. */
  purpose?: string | null;
  /** See {@link PhoneProfileElement.headingLevel}. */
  headingLevel?: 2 | 3 | 4 | 5 | 6 | 'none' | null;
  /** See {@link PhoneProfileElement.announce}. */
  announce?: 'auto' | 'always' | 'off';
  /** See {@link PhoneProfileElement.fetcher}. */
  fetcher?: typeof fetch | null;
  /** See {@link PhoneProfileElement.strings}. */
  strings?: Partial<Strings> | null;
  /** See {@link PhoneProfileElement.profile}. */
  profile?: Profile | object | null;
}

/** A card that `mount()` has put into the page. */
export interface CardHandle {
  /** The card's element. */
  readonly element: PhoneProfileElement;
  /**
   * Settles with the first answer to the present number, whatever it is. Rejects only where the page
   * has no custom elements, and so no cards.
   */
  readonly ready: Promise<void>;
  /** Sets some of the options; the others stay. */
  update(options: Partial<MountOptions>): void;
  /** Looks up again, past the cache. Rejects with a {@link LookupError}. */
  refresh(): Promise<Profile>;
  /** Takes the card out of the page. */
  unmount(): void;
}

/** What became of one of the numbers of `lookupMany()`: either a profile or an error. */
export interface LookupResult {
  /** As it was given. */
  readonly number: string;
  /** The answer. */
  readonly profile?: Profile;
  /** Why there is none. */
  readonly error?: LookupError;
}

/** What `attach()` takes: besides these, what `mount()` takes for the card. */
export interface AttachOptions extends MountOptions {
  /** Which elements carry a number. Default `a[href^="tel:"], [data-phone]`. */
  selector?: string;
  /**
   * What opens a card: a click, or Enter (`click`, the default), or also the pointer when it rests on
   * the number (`hover`). By choice only, since every card is a lookup.
   */
  trigger?: 'click' | 'hover';
  /** `avatar`: the small picture beside every number, looked up once it is visible. Default `none`. */
  inline?: 'avatar' | 'none';
  /**
   * On which side of the number the card opens, and which of their edges are in line: above and below, `start` is where
   * the text begins. It flips and shifts where there is no room. Default `bottom-start`.
   */
  placement?:
    | 'bottom-start' | 'bottom' | 'bottom-end'
    | 'top-start' | 'top' | 'top-end'
    | 'left-start' | 'left' | 'left-end'
    | 'right-start' | 'right' | 'right-end';
  /** Pixels between number and card. Default 8. */
  offset?: number;
  /** How long the pointer rests on a number before its card opens, in milliseconds. Default 500. */
  showDelayMs?: number;
  /** How long it may be away before the card closes, in milliseconds. Default 300. */
  hideDelayMs?: number;
  /**
   * What is left out of the card, besides the options of the card itself. Warnings stay, such as that another number has
   * answered.
   */
  hide?: ('about' | 'badges' | 'business' | 'signals' | 'time')[];
  /** Called when a card has opened, with the card and the number's element. */
  onShow?: (card: PhoneProfileElement, anchor: Element) => void;
  /** Called when it has closed. */
  onHide?: (card: PhoneProfileElement, anchor: Element) => void;
}
