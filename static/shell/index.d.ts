/**
 * phone-profile: a phone number made into a profile card, as `<phone-profile>` and as functions.
 *
 * Importing has no effect and works on a server too. The WebAssembly behind it is loaded once, when
 * a card or a lookup first needs it.
 *
 * Not affiliated with WhatsApp or Meta.
 */

/** What the endpoint says about the picture. `unknown`: no picture came, and nothing says why. */
export type PictureState = 'public' | 'private' | 'none' | 'unknown';

/**
 * What a card shows in place of the picture, as its `picture-state` attribute has it: that of the
 * answer, or `expired` and `broken` where the link gave no picture, also after asking again.
 */
export type ShownPictureState = PictureState | 'expired' | 'broken';

/** Where a card is, as its `state` attribute has it. */
export type CardState = 'idle' | 'loading' | 'ready' | 'not-registered' | 'error';

/** What a business says about itself. */
export interface BusinessProfile {
  /** What it does. */
  readonly description: string | null;
  /** Its e-mail address, as given. */
  readonly email: string | null;
  /** Its postal address, as given. */
  readonly address: string | null;
  /** Its websites, 8 at most: absolute `http:` or `https:` URLs. */
  readonly websites: readonly string[];
  /** Its lines of business, 8 at most, in the service's language. */
  readonly categories: readonly string[];
  /** Since when it uses the messenger, as the service words it. */
  readonly memberSince: string | null;
}

/** The requests that the endpoint's plan still allows. */
export interface Quota {
  /** Requests per period. */
  readonly limit: number | null;
  /** Requests left. */
  readonly remaining: number | null;
  /** Seconds until the period ends. */
  readonly resetSeconds: number | null;
}

/**
 * The answer to one lookup: a frozen plain object. What the endpoint didn't say, or said in a way
 * that can't be understood, is `null`, never `false`.
 */
export interface Profile {
  /** Always true: a failed lookup is a {@link LookupError} instead. */
  readonly success: true;
  /** Whether the number is registered. `false` is an answer, and no error. */
  readonly isWhatsApp: boolean;
  /** E.164 with a plus sign, as the endpoint returned it; may differ from {@link requested}. */
  readonly number: string;
  /** Absolute URL of the picture, at most 640 × 640. */
  readonly profilePic: string | null;
  /** Absolute URL of the picture, 96 × 96. */
  readonly profilePicThumb: string | null;
  /** The public name: text that anybody can choose for themselves. */
  readonly name: string | null;
  /** The person's or shop's own line of text. */
  readonly about: string | null;
  /** Whether a business app or API is in use. Says nothing about verification. */
  readonly isBusiness: boolean | null;
  /** When the number was looked up: ISO 8601, UTC. */
  readonly lastChecked: string;
  /** What is known about the picture. */
  readonly pictureState: PictureState;
  /** When the first of the picture's links expires: ISO 8601, UTC. */
  readonly pictureExpiresAt: string | null;
  /** Whether the name is verified; only where the endpoint says exactly that. */
  readonly isVerified: boolean | null;
  /** What a business says about itself. */
  readonly business: BusinessProfile | null;
  /** Looked up now, out of a cache, made up for demonstration, or given by the page. */
  readonly source: 'live' | 'cache' | 'demo' | 'given';
  /** What the endpoint's plan still allows. */
  readonly quota: Quota | null;
  /** The number that was asked for: E.164 with a plus sign. */
  readonly requested: string;
}

/**
 * Why there is no answer.
 *
 * - `invalid-number`: the entered text is no phone number, or the endpoint refuses it as one
 * - `network`: no answer came: offline, blocked by CORS or CSP, connection closed
 * - `timeout`: no answer came in time
 * - `aborted`: the caller took the lookup back
 * - `unauthorized`: the endpoint wants other credentials (401)
 * - `forbidden`: the endpoint doesn't serve this caller (403)
 * - `not-in-cache`: only stored answers were asked for, and there is none: neither yes nor no
 * - `rate-limited`: too many requests in a short time (429)
 * - `quota-exhausted`: the plan's requests are used up
 * - `server`: the endpoint failed
 * - `bad-response`: an answer came, and nothing in it could be used; or the endpoint isn't set
 * - `wasm-blocked`: the page's Content-Security-Policy doesn't allow WebAssembly
 * - `wasm-load`: the WebAssembly couldn't be loaded, or has stopped
 */
export type LookupErrorCode =
  | 'invalid-number'
  | 'network'
  | 'timeout'
  | 'aborted'
  | 'unauthorized'
  | 'forbidden'
  | 'not-in-cache'
  | 'rate-limited'
  | 'quota-exhausted'
  | 'server'
  | 'bad-response'
  | 'wasm-blocked'
  | 'wasm-load';

/** The one error that lookups reject with. Its message is for a developer's console and carries no number. */
export class LookupError extends Error {
  constructor(
    code: LookupErrorCode,
    message: string,
    fields?: { status?: number; retryAfterMs?: number; retryable?: boolean; cause?: unknown },
  );
  /** The error itself if it is one; anything else that was thrown becomes `wasm-load`, with that as its `cause`. */
  static from(thrown: unknown): LookupError;
  /** What went wrong. */
  readonly code: LookupErrorCode;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** How long the endpoint asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Whether asking again later may help without anything else being changed. */
  readonly retryable: boolean;
}

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
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
  /** Why the lookup is made, sent as the query parameter `purpose` for the endpoint's audit log. */
  purpose?: string;
  /** Replaces the browser's `fetch`. It is called with a URL and a `RequestInit` that carries a `signal`. */
  fetch?: typeof fetch;
}

/** Where the WebAssembly comes from. */
export interface InitOptions {
  /** Its URL, relative to the page. Default: `phone_profile_bg.wasm` beside this module. */
  wasmUrl?: string | URL;
  /** The module itself, compiled or as bytes: nothing is fetched then. */
  module?: WebAssembly.Module | BufferSource;
  /** Subresource integrity of the file at {@link wasmUrl}, such as `sha384-…`. */
  integrity?: string;
}

/** Every text of a card. A page may replace any of them; those that it leaves out stay English. */
export interface Strings {
  /** Announced while a lookup is under way. */
  loading: string;
  /** In place of a name that isn't public. */
  noName: string;
  /** Badge of a business account. Not a verification. */
  business: string;
  /** Badge of an account that the answer itself calls verified. */
  verified: string;
  /** The number has an account. */
  registered: string;
  /** The number has no account. */
  notRegistered: string;
  /** Signal for the picture state `private`. */
  picturePrivate: string;
  /** Signal for the picture state `none`. */
  pictureNone: string;
  /** Signal for the picture state `unknown`. */
  pictureUnknown: string;
  /** Signal for the picture state `expired`. */
  pictureExpired: string;
  /** Signal for the picture state `broken`. */
  pictureBroken: string;
  /** Before the relative time of the lookup. */
  checked: string;
  /** After that time: out of a cache. */
  fromCache: string;
  /** After that time: made-up people. */
  demoData: string;
  /** After that time: given by the page. */
  givenByPage: string;
  /** The answer is about another number. Followed by the number asked for. */
  otherNumber: string;
  /** Few are left of the plan. Followed by their number. */
  lookupsLeft: string;
  /** The expected name and the public one agree. */
  nameSame: string;
  /** They share a part. Followed by the expected name. */
  namePartial: string;
  /** They share nothing. Followed by the expected name. */
  nameDifferent: string;
  /** There is no public name to compare with. */
  nameUnknown: string;
  /** Button: show the masked number. */
  showNumber: string;
  /** Button: look up again. */
  retry: string;
  /** The same button while it has to wait. Followed by a number of seconds and {@link seconds}. */
  retryIn: string;
  /** Unit after that number. */
  seconds: string;
  /** Title of the error `invalid-number`. */
  errorInvalidNumber: string;
  /** Title of the error `network`. */
  errorNetwork: string;
  /** Title of the error `timeout`. */
  errorTimeout: string;
  /** Title of the error `aborted`. */
  errorAborted: string;
  /** Title of the error `unauthorized`. */
  errorUnauthorized: string;
  /** Title of the error `forbidden`. */
  errorForbidden: string;
  /** Title of the error `not-in-cache`. */
  errorNotInCache: string;
  /** Title of the error `rate-limited`. */
  errorRateLimited: string;
  /** Title of the error `quota-exhausted`. */
  errorQuotaExhausted: string;
  /** Title of the error `server`. */
  errorServer: string;
  /** Title of the error `bad-response`. */
  errorBadResponse: string;
  /** Title where the page has set something up wrongly, such as no endpoint. */
  errorSetup: string;
  /** What to do about `network`. */
  hintNetwork: string;
  /** What to do about `timeout`. */
  hintTimeout: string;
  /** What to do about `unauthorized`. */
  hintUnauthorized: string;
  /** What to do about `forbidden`. */
  hintForbidden: string;
  /** What to do about `not-in-cache`. */
  hintNotInCache: string;
  /** What to do about `rate-limited`. */
  hintRateLimited: string;
  /** What to do about `quota-exhausted`. */
  hintQuotaExhausted: string;
  /** What to do about `server`. */
  hintServer: string;
  /** What to do about `bad-response`. */
  hintBadResponse: string;
}

/** What {@link configure} takes: defaults for every card and every lookup on the page. */
export type ConfigureOptions = Partial<LookupOptions & InitOptions & { strings: Partial<Strings> }>;

/** What {@link mount} takes: the properties of {@link PhoneProfileElement} that a page can set. */
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
  /** See {@link PhoneProfileElement.mask}. */
  mask?: boolean;
  /** See {@link PhoneProfileElement.expectedName}. */
  expectedName?: string | null;
  /** See {@link PhoneProfileElement.purpose}. */
  purpose?: string | null;
  /** See {@link PhoneProfileElement.headingLevel}. */
  headingLevel?: 2 | 3 | 4 | 5 | 6 | null;
  /** See {@link PhoneProfileElement.fetcher}. */
  fetcher?: typeof fetch | null;
  /** See {@link PhoneProfileElement.strings}. */
  strings?: Partial<Strings> | null;
  /** See {@link PhoneProfileElement.profile}. */
  profile?: Profile | object | null;
}

/** A card that {@link mount} has put into the page. */
export interface CardHandle {
  /** The card's element. */
  readonly element: PhoneProfileElement;
  /** Settles with the first answer to the present number, whatever it is; never rejects. */
  readonly ready: Promise<void>;
  /** Sets some of the options; the others stay. */
  update(options: Partial<MountOptions>): void;
  /** Looks up again, past the cache. Rejects with a {@link LookupError}. */
  refresh(): Promise<Profile>;
  /** Takes the card out of the page. */
  unmount(): void;
}

/** What every event carries. Nothing in it says who was looked up: that is on `event.target.profile`. */
export interface PhoneProfileEventDetail {
  /** The card's state when the event happened. */
  readonly state: CardState;
  /** The code of the error, in the state `error`. */
  readonly code?: LookupErrorCode;
  /** How long the lookup took, in milliseconds, where one has come to its end. */
  readonly durationMs?: number;
  /** Tells the lookups of this page apart. Empty or missing where there was none. */
  readonly requestId?: string;
}

/** One of the events of `<phone-profile>`. All of them bubble and cross shadow roots. */
export type PhoneProfileEvent = CustomEvent<PhoneProfileEventDetail>;

/** The events of `<phone-profile>` by name. */
export interface PhoneProfileEventMap {
  /** Before any request. `preventDefault()` keeps it from being made. */
  'phone-profile-request': PhoneProfileEvent;
  /** A lookup has given an answer, registered or not. */
  'phone-profile-load': PhoneProfileEvent;
  /** A lookup has failed; {@link PhoneProfileEventDetail.code} says why. */
  'phone-profile-error': PhoneProfileEvent;
  /** The state has changed. */
  'phone-profile-statechange': PhoneProfileEvent;
}

/**
 * `<phone-profile>`. Every attribute is a property too, in camel case; setting one to `null` or
 * `undefined` removes the attribute, and an attribute with an unknown value counts as its default.
 */
export class PhoneProfileElement extends HTMLElement {
  /** The version of this copy of the kit. */
  static readonly version: string;
  /** The attributes that the element reacts to. */
  static readonly observedAttributes: readonly string[];
  /** The names of all properties that a page can set. */
  static readonly properties: readonly string[];

  /** `number`: what the person entered, in any spelling. Changing it aborts the lookup before. */
  get number(): string | null;
  set number(entered: string | null | undefined);
  /** `endpoint`: see {@link LookupOptions.endpoint}. Default: the nearest ancestor's, then {@link configure}'s. */
  get endpoint(): string | null;
  set endpoint(url: string | URL | null | undefined);
  /** `region`: see {@link LookupOptions.region}. Default: the nearest ancestor's, then {@link configure}'s. */
  get region(): string | null;
  set region(country: string | null | undefined);
  /** `variant`: everything, one row, or the picture alone. Default `card`. */
  get variant(): 'card' | 'compact' | 'avatar';
  set variant(variant: 'card' | 'compact' | 'avatar' | null | undefined);
  /** `theme`. Default `auto`: as the page's or the system's colour scheme. */
  get theme(): 'auto' | 'light' | 'dark';
  set theme(theme: 'auto' | 'light' | 'dark' | null | undefined);
  /** `loading`: at once, or when the card comes near the viewport. Default `lazy`. */
  get loading(): 'eager' | 'lazy';
  set loading(loading: 'eager' | 'lazy' | null | undefined);
  /** `max-age`: seconds an answer may be reused. Default 900. */
  get maxAge(): number;
  set maxAge(seconds: number | null | undefined);
  /** `picture`: whether pictures are shown and loaded. Default `show`. */
  get picture(): 'show' | 'hide';
  set picture(picture: 'show' | 'hide' | null | undefined);
  /** `mask`: whether the number is masked, with a button that reveals it. Default `false`. */
  get mask(): boolean;
  set mask(mask: boolean | null | undefined);
  /** `expected-name`: compared with the public name, word by word. */
  get expectedName(): string | null;
  set expectedName(name: string | null | undefined);
  /** `purpose`: why the lookup is made, for the endpoint's audit log. */
  get purpose(): string | null;
  set purpose(purpose: string | null | undefined);
  /** `heading-level` of the name, 2 to 6. Default 3. */
  get headingLevel(): number;
  set headingLevel(level: 2 | 3 | 4 | 5 | 6 | null | undefined);

  /** Where the card is. Reflected as the attribute `state` and as `:state(…)`. */
  get state(): CardState;
  /** Why there is no answer, in the state `error`. */
  get error(): LookupError | null;
  /** Settles with the first answer to the present number, whatever it is; never rejects. */
  get ready(): Promise<void>;
  /** The answer that the card shows. */
  get profile(): Profile | null;
  /**
   * Shows an answer that the page already has, without a request: a {@link Profile}, or the parsed
   * JSON of any endpoint that the kit reads. `null` goes back to looking {@link number} up.
   */
  set profile(answer: Profile | object | null | undefined);
  /** Replaces the browser's `fetch` for this card. */
  get fetcher(): typeof fetch | null;
  set fetcher(fetcher: typeof fetch | null | undefined);
  /** This card's own texts; those that it leaves out are {@link configure}'s, then English. */
  get strings(): Partial<Strings> | null;
  set strings(strings: Partial<Strings> | null | undefined);

  /** Looks up again, past the cache. Rejects with a {@link LookupError}. */
  refresh(): Promise<Profile>;
  /** Stops the lookup that is under way; the card then has the error `aborted`. */
  abort(): void;

  addEventListener<K extends keyof PhoneProfileEventMap>(
    type: K,
    listener: (this: PhoneProfileElement, event: PhoneProfileEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: PhoneProfileElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof PhoneProfileEventMap>(
    type: K,
    listener: (this: PhoneProfileElement, event: PhoneProfileEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: PhoneProfileElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** Sets defaults for every card and every lookup on the page; cards that are there follow. */
export function configure(options: ConfigureOptions): void;

/**
 * Loads the WebAssembly. Called for the page at the first lookup; calling it earlier saves that
 * wait. Only the first successful call loads. Rejects with `wasm-blocked` or `wasm-load`.
 */
export function init(options?: InitOptions): Promise<void>;

/**
 * Looks a number up. One request is in flight per number and endpoint, whoever asks; network
 * errors, 429 and 5xx are retried twice at most. A number that isn't registered resolves, with
 * `isWhatsApp: false`; rejects with a {@link LookupError} otherwise.
 */
export function lookup(number: string, options?: LookupOptions): Promise<Profile>;

/** What became of one of the numbers of {@link lookupMany}: either a profile or an error. */
export interface LookupResult {
  /** As it was given. */
  readonly number: string;
  /** The answer. */
  readonly profile?: Profile;
  /** Why there is none. */
  readonly error?: LookupError;
}

/**
 * Looks many numbers up, some at a time (4, unless `concurrency` says otherwise), and gives each
 * answer as it comes. Numbers are taken from the iterable one by one. When the service answers 429,
 * all of them wait for as long as it asks. Cards that are looking up go first. Leaving the loop stops
 * what is under way; so does the `signal`, by an `aborted` error.
 *
 * Every number that isn't in the cache is one paid request.
 */
export function lookupMany(
  numbers: Iterable<string>,
  options?: LookupOptions & { concurrency?: number },
): AsyncGenerator<LookupResult, void, undefined>;

/** What {@link attach} takes: besides these, what {@link mount} takes for the card. */
export interface AttachOptions extends MountOptions {
  /** Which elements carry a number. Default `a[href^="tel:"], [data-phone]`. */
  selector?: string;
  /**
   * What opens a card: a click, or Enter (`click`, the default), or also the pointer when it rests on
   * the number for half a second (`hover`). By choice only, since every card is a lookup.
   */
  trigger?: 'click' | 'hover';
  /** `avatar`: the small picture beside every number, looked up once it is visible. Default `none`. */
  inline?: 'avatar' | 'none';
}

/**
 * Puts a face on every phone number that a page already shows, also on those that come later: their
 * card opens in a popover.
 *
 * @throws TypeError where `root` is no element and no document.
 */
export function attach(root: Element | Document, options?: AttachOptions): { detach(): void };

/**
 * Appends a card to an element, or to the first one that a selector finds.
 *
 * @throws TypeError where there is no such element.
 */
export function mount(target: Element | string, options?: MountOptions): CardHandle;

/**
 * Registers the element, by default as `<phone-profile>`. Calling it again is harmless, also from
 * another copy of the kit; where the versions differ, a warning in the console names both.
 *
 * @returns the class that is registered under that name.
 */
export function define(tag?: string, registry?: CustomElementRegistry): typeof PhoneProfileElement;

/** Drops the cached answers for a number, or all of them, for example at logout. */
export function forget(number?: string): void;

/** The version of this copy of the kit. */
export const version: string;

declare global {
  interface HTMLElementTagNameMap {
    'phone-profile': PhoneProfileElement;
  }
  // So that they are known on document and window too, to which they bubble.
  interface GlobalEventHandlersEventMap extends PhoneProfileEventMap {}
}
