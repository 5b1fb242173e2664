// <phone-profile>. The element shows the skeleton, decides when a card is due, and tells pages what Rust reports.

import type { CardReport } from '../border.js';
import { config, changeListeners } from '../config.js';
import { LookupError } from '../errors.js';
import { setLoading } from '../functions/lookup-priority.js';
import { downloaded, loadRuntime, runtime } from '../loader/loader.js';
import type { ElementHost, MountedCard } from '../runtime/mounted-card.js';
import { followScheme, stopFollowingScheme, type Scheme } from '../styles/scheme.js';
import { adoptStyleSheet } from '../styles/style-sheet.js';
import type { PhoneProfileEventDetail, PhoneProfileEventMap } from '../types/events.js';
import type { CardState, Profile } from '../types/profile.js';
import type { Strings } from '../types/strings.js';
import { version } from '../version.js';
import { camelCase, setAttribute, upgrade } from './accessors.js';
import { announce } from './announcements.js';
import { ATTRIBUTES, AttributesElement } from './attributes.js';
import { firstAnswer } from './first-answer.js';
import { afterHydration } from './hydration.js';
import { node, skeleton } from './skeleton.js';
import { stopWaiting, whenNear } from './viewport.js';
import { cancelWork, hasTime, runInSlices } from './work-queue.js';

/** What can be set as a property only. */
const VALUES = ['fetcher', 'strings', 'profile'];

/** What the skeleton shows something of. */
const SKELETAL = ['number', 'mask', 'variant'];

/** Lookups that failed before Rust could number them. */
let failures = 0;

/** The events without their prefix. */
type EventName = keyof PhoneProfileEventMap extends `phone-profile-${infer Name}` ? Name : never;

/**
 * A profile card for a phone number: picture, name and business badge, as far as the person has made them public.
 *
 * @tag phone-profile
 * @summary A profile card for a phone number: picture, name and business badge, as far as the person has made them public.
 *
 * @attr {string} lang - Language of the times that are shown, as a BCP 47 tag. Default: the nearest `lang`, then the browser's.
 * @attr {'idle' | 'loading' | 'ready' | 'not-registered' | 'error'} state - Where the card is; set by the element itself.
 * @attr {'public' | 'private' | 'none' | 'unknown' | 'expired' | 'broken'} picture-state - What is known about the picture; set by the element itself.
 * @attr {'same' | 'partial' | 'different' | 'unknown'} match - How the public name compares with the expected one; set by the element itself.
 * @attr {string} signals - What the answer tells a reviewer to look at, in words with spaces between them, such as `no-picture name-differs`; set by the element itself.
 *
 * @fires {PhoneProfileEvent} phone-profile-request - Before any request; `preventDefault()` keeps it from being made.
 * @fires {PhoneProfileEvent} phone-profile-load - A lookup has given an answer, registered or not; it is on `event.target.profile`.
 * @fires {PhoneProfileEvent} phone-profile-error - A lookup has failed; `event.detail.code` says why.
 * @fires {PhoneProfileEvent} phone-profile-statechange - The state has changed.
 *
 * @slot - Shown until the element is upgraded, for example the number as plain text.
 * @slot avatar - In place of picture and initials.
 * @slot meta - Further facts about the contact, below those that were looked up.
 * @slot actions - Buttons and links below the facts.
 * @slot footer - At the end of the card.
 * @slot error - Below the message of an error, such as whom to ask.
 * @slot not-registered - Shown only for a number that is not registered.
 *
 * @csspart base - All of the card's content.
 * @csspart header - The row of picture, name, number and badges.
 * @csspart avatar - The round place of picture and initials.
 * @csspart picture - The loaded picture, an `<img>`.
 * @csspart initials - Initials, or the figure in their place, under the picture.
 * @csspart name - The name, a heading.
 * @csspart about - The person's or shop's own line of text.
 * @csspart number - The number, with the button that shows a masked one.
 * @csspart reveal - The button that shows a masked number.
 * @csspart badges - The row of badges.
 * @csspart badge - Each badge beside the name.
 * @csspart verified - The badge that says that a business is verified; it is a `badge` too.
 * @csspart facts - Everything below the header.
 * @csspart status - Whether the number is registered.
 * @csspart match - How the public name compares with the expected one.
 * @csspart reason - Why names compare so, and what a signal does not mean.
 * @csspart business - What a business says of itself.
 * @csspart signals - The list of things to know, such as why there is no picture.
 * @csspart signal - Each of them, but for warnings.
 * @csspart warning - Each line that says what to look at, such as that another number has answered.
 * @csspart mark - The sign on an avatar that there is such a thing to look at.
 * @csspart categories - A business's lines of business.
 * @csspart description - Its description.
 * @csspart website - Each of its sites, as text.
 * @csspart email - Its e-mail address, as text.
 * @csspart address - Its postal address.
 * @csspart member-since - Since when it is there.
 * @csspart time - When the number was looked up, and where the answer came from.
 * @csspart actions - The row that holds the slot `actions`.
 * @csspart skeleton - What stands in for the header while nothing is known.
 * @csspart error - What went wrong, and what to do about it.
 * @csspart error-title - What went wrong.
 * @csspart error-hint - What to do about it.
 * @csspart retry - The button that looks up again after an error.
 *
 * @cssprop {<color>} [--phone-profile-bg=light-dark(#fff, #161b22)] - Ground of the card.
 * @cssprop {<color>} [--phone-profile-fg=light-dark(#12161c, #e9edf2)] - Colour of the text.
 * @cssprop {<color>} [--phone-profile-muted=light-dark(#566070, #9da7b5)] - Colour of text that matters less.
 * @cssprop {<color>} [--phone-profile-border=light-dark(#dde1e7, #2b323c)] - Colour of borders and dividing lines.
 * @cssprop {<color>} [--phone-profile-accent=light-dark(#3249c8, #93a4ff)] - Colour of buttons and marks.
 * @cssprop {<color>} [--phone-profile-badge-bg=light-dark(#e8ebfb, #232b52)] - Ground of badges and of the initials.
 * @cssprop {<color>} [--phone-profile-badge-fg=var(--phone-profile-accent)] - Text of badges, and the initials.
 * @cssprop {<color>} [--phone-profile-danger=light-dark(#b3261e, #ff8f85)] - Colour of errors and of names that differ.
 * @cssprop {<color>} [--phone-profile-skeleton=light-dark(#e6e9ee, #262d37)] - Colour of the skeleton.
 * @cssprop {<color>} [--phone-profile-focus-ring=var(--phone-profile-accent)] - Colour of the outline of what has the focus.
 * @cssprop {<length>} [--phone-profile-gap=16px] - Space between the picture and the words.
 * @cssprop {<length>+} [--phone-profile-padding=20px] - Space between the border and what is inside.
 * @cssprop {<length-percentage>} [--phone-profile-radius=16px] - Radius of the card's corners.
 * @cssprop {<length>} [--phone-profile-avatar-size=72px] - Width and height of the picture.
 * @cssprop {*} [--phone-profile-font=system-ui, sans-serif] - Font families of all text.
 * @cssprop {<length-percentage>} [--phone-profile-font-size=0.875rem] - Size of text, as `font-size` of the element sets it too; all other sizes follow.
 * @cssprop {<number>} [--phone-profile-density=1] - What space is multiplied by: less than 1 is denser.
 * @cssprop {*} [--phone-profile-shadow=none] - Shadow under the card, as `box-shadow` has it.
 *
 * @cssstate idle - Nothing to look up, or not yet near the viewport.
 * @cssstate loading - A lookup is under way.
 * @cssstate ready - An answer for a registered number is shown.
 * @cssstate not-registered - The answer is that the number is not registered.
 * @cssstate error - There is no answer; the property `error` says why.
 */
export class PhoneProfileElement extends AttributesElement {
  /** The version of this copy of the kit. */
  static readonly version: string = version;
  /** The attributes that the element reacts to. */
  static readonly observedAttributes: readonly string[] = [...ATTRIBUTES, 'state', 'picture-state', 'match', 'signals'];
  /** The names of all properties that a page can set. */
  static readonly properties: readonly string[] = [...ATTRIBUTES.map(camelCase), ...VALUES];

  /** Shows the skeleton, the place of a card that Rust draws, or why there is none. Undefined until it is built. */
  #frame: HTMLElement | undefined;
  /** Tells screen readers. */
  #status: HTMLElement | undefined;
  #states: CustomStateSet | undefined;
  /** What Rust draws, while the element is connected and the wasm loaded. */
  #card: MountedCard | undefined;
  /** Whether a framework may yet compare it with what it renders: it was there before its class, or the parser makes it. */
  #isServed = this.isConnected || document.readyState === 'loading';
  #isNear = false;
  #isScheduled = false;
  #state: CardState = 'idle';
  /** What screen readers have been told, or are going to be. */
  #announced = '';
  /** What the element says of itself in attributes. Nothing but the state before the first report. */
  #reflected: Record<string, string | null> = { state: 'idle', 'picture-state': null, match: null, signals: null };
  /** How often what is asked about has changed: inputs reach the card some time later. */
  #revision = 0;
  /** That of the inputs which the card was given. */
  #asked = 0;
  /** That of what was given up before there was a card. */
  #aborted = -1;
  #profile: Profile | null = null;
  #error: LookupError | null = null;
  #given: object | null = null;
  #fetcher: typeof fetch | null = null;
  #strings: Partial<Strings> | null = null;
  #ready = firstAnswer();

  readonly #host: ElementHost = {
    allowLookup: (requestId) => this.#emit('request', { state: this.#state, requestId }, true),
    report: (report) => this.#show(report),
    revision: () => this.#revision,
    stop: (cause) => {
      this.#card = undefined;
      this.#fail(cause);
    },
  };
  readonly #onChange = (): void => this.#schedule();
  /** What the page is marked as where the card stands. */
  #pageScheme: Scheme | undefined;
  readonly #followPage = (scheme: Scheme | undefined): void => {
    this.#pageScheme = scheme;
    this.#showScheme();
  };

  /** Where the card is, also as the attribute `state` and as `:state(…)`. */
  get state(): CardState {
    return this.#state;
  }

  /** Why there is no answer, in the state `error`. */
  get error(): LookupError | null {
    return this.#error;
  }

  /** Settles with the first answer to the present number, whatever it is; never rejects. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** The answer that the card shows; set it to show one that you have, without a request. */
  get profile(): Profile | null {
    return this.#profile;
  }
  set profile(answer: Profile | object | null | undefined) {
    this.#given = answer ?? null;
    this.#renewReady();
    if (this.#card && answer) this.#card.show(answer);
    else {
      if (this.#card) this.#show({ state: 'idle' });
      this.#unmount();
      this.#schedule();
    }
  }

  /** Replaces the browser's `fetch` for this card. */
  get fetcher(): typeof fetch | null {
    return this.#fetcher;
  }
  set fetcher(fetcher: typeof fetch | null | undefined) {
    this.#fetcher = fetcher ?? null;
    this.#schedule();
  }

  /** This card's own texts; those that it leaves out are `configure()`'s, then English. */
  get strings(): Partial<Strings> | null {
    return this.#strings;
  }
  set strings(strings: Partial<Strings> | null | undefined) {
    this.#strings = strings ?? null;
    this.#schedule();
  }

  /** Looks up again, past the cache; rejects with a `LookupError`. */
  async refresh(): Promise<Profile> {
    this.#isNear = true;
    if (!runtime && this.#isDue()) await this.#load();
    this.#followInputs();
    if (!this.#card) throw (this.isConnected && this.#error) || new LookupError('aborted', 'Not in a document.');
    try {
      return await this.#card.refresh();
    } catch (thrown) {
      throw LookupError.from(thrown);
    }
  }

  /** Stops the lookup that is under way; the card then has the error `aborted`. */
  abort(): void {
    if (this.#card) return this.#card.abort();
    downloaded?.releasePrefetch(this);
    if (this.#state === 'loading') this.#aborted = this.#revision;
  }

  /** @internal */
  connectedCallback(): void {
    // One that is moved lives on: what has changed on its way is followed.
    if (!changeListeners.has(this.#onChange)) {
      changeListeners.add(this.#onChange);
      for (const name of PhoneProfileElement.properties) upgrade(this, name);
      if (hasTime()) this.#build();
      else if (this.hasAttribute('state')) this.#reflect(); // a copy has the attributes of the original
    }
    followScheme(this, this.#followPage);
    this.#schedule();
  }

  /** @internal */
  disconnectedCallback(): void {
    // A move disconnects and connects in one task: only an element that stays away is taken down.
    queueMicrotask(() => {
      if (this.isConnected) return;
      changeListeners.delete(this.#onChange);
      stopFollowingScheme(this);
      cancelWork(this);
      stopWaiting(this);
      this.#unmount();
      if (this.#state === 'loading') this.#show({ state: 'idle' });
    });
  }

  /** @internal */
  adoptedCallback(): void {
    if (this.shadowRoot) adoptStyleSheet(this.shadowRoot);
  }

  /** @internal */
  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (Object.hasOwn(this.#reflected, name)) {
      // A morph of the page. With the next frame and no sooner: an observer of the page's may do so each time.
      const restore = (): void => setAttribute(this, name, this.#reflected[name]);
      if (after !== this.#reflected[name]) (globalThis.requestAnimationFrame ?? setTimeout)(restore);
      return;
    }
    if (name === 'theme') this.#showScheme();
    // A recycled element: an answer that was given for another number must not stay.
    if (name === 'number' && !isOfNumber(this.#given, after)) this.#given = null;
    if (['number', 'endpoint', 'region'].includes(name)) {
      this.#revision += 1;
      this.#renewReady();
    }
    if (!this.#card?.isDrawn && SKELETAL.includes(name)) this.#drawSkeleton();
    this.#schedule();
  }

  #build(): HTMLElement {
    if (this.#frame) return this.#frame;
    const shadow = this.attachShadow({ mode: 'open' });
    this.#frame = node('div', { class: 'root' }, skeleton(this));
    this.#status = node('p', { class: 'sr', role: 'status' });
    shadow.replaceChildren(this.#frame, this.#status);
    adoptStyleSheet(shadow);
    try {
      this.#states = this.attachInternals().states;
    } catch {} // an engine without them: the attribute says the same
    this.#showScheme();
    this.#reflect();
    if (this.#isServed) {
      afterHydration(() => {
        this.#isServed = false;
        this.#reflect();
      });
    }
    return this.#frame;
  }

  /** Without a word of either, CSS knows by the page's `color-scheme`. */
  #showScheme(): void {
    if (this.#frame) setAttribute(this.#frame, 'data-scheme', this.theme === 'auto' ? this.#pageScheme : this.theme);
  }

  /** Gives the card its present inputs after the page's current task, once for all changes in it. */
  #schedule(): void {
    if (this.#isScheduled || !this.isConnected) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      // Another question doesn't wait: the card would show somebody else meanwhile.
      runInSlices(this, () => this.#followInputs(), !!this.#card && this.#asked < this.#revision);
    });
  }

  /** Gives Rust the present inputs, or loads what is missing for that. */
  #followInputs(): void {
    if (!this.isConnected || !hasPage()) return;
    this.#asked = this.#revision;
    this.#build();
    if (this.loading === 'eager' || this.#given) this.#isNear = true;
    if (!this.#isNear) {
      whenNear(this, () => {
        this.#isNear = true;
        this.#schedule();
      });
    } else if (this.#card) {
      this.#card.update(this.#given, config);
    } else if (runtime) {
      this.#card = new runtime.MountedCard(this.#build(), this, this.#host, this.#given, config);
      if (this.#aborted === this.#revision) this.#card.abort();
      this.#aborted = -1;
    } else if (this.#isDue() && this.#aborted !== this.#revision) {
      // The request that Rust is going to make goes out while the wasm is still on its way.
      downloaded?.prefetchFor(this, downloaded.cardInputs(this, this.#given, config).request, this.#host);
      void this.#load();
    }
  }

  /** Whether there is something that needs the wasm. */
  #isDue(): boolean {
    return this.isConnected && Boolean(this.#given || this.number);
  }

  /** Loads the runtime: cards are told when it comes. Where it doesn't, the card shows why. */
  async #load(): Promise<void> {
    if (this.#state !== 'loading') this.#show({ state: 'loading' });
    try {
      await loadRuntime();
    } catch (error) {
      this.#fail(error);
    }
  }

  #unmount(): void {
    this.#card?.remove();
    this.#card = undefined;
    downloaded?.releasePrefetch(this);
    this.#drawSkeleton();
  }

  #drawSkeleton(): void {
    this.#frame?.replaceChildren(skeleton(this));
  }

  #renewReady(): void {
    if (this.#ready.isDone) this.#ready = firstAnswer();
  }

  /** Everything that pages can see of the card changes here and nowhere else. */
  #show({
    state,
    pictureState = 'unknown',
    profile = null,
    error = null,
    announcement = '',
    requestId,
    durationMs,
  }: Partial<CardReport> & Pick<CardReport, 'state'>): void {
    const before = this.#state;
    this.#state = state;
    setLoading(this, state === 'loading' && this.isConnected);
    this.#profile = profile;
    this.#error = error && LookupError.from(error);
    this.#reflected = {
      state,
      'picture-state': pictureState,
      match: profile?.match?.result ?? null,
      signals: profile?.signals.join(' ') || null,
    };
    this.#reflect();
    if (announcement !== this.#announced && this.#status && this.announce !== 'off') {
      announce(this.#status, { text: announcement, state }, this.announce === 'always');
    }
    this.#announced = announcement;
    if (state === 'loading' || state === 'idle') this.#renewReady();
    else this.#ready.resolve();
    const detail = { state, code: error?.code, durationMs, requestId } as PhoneProfileEventDetail;
    if (before !== state) this.#emit('statechange', detail);
    if (durationMs === undefined) return;
    this.#emit(state === 'error' ? 'error' : 'load', detail);
  }

  /** Shows why there can be no card. */
  #fail(cause: unknown): void {
    // Inputs that change while the runtime is on its way are waited for too: the failure is one and the same.
    if (!this.isConnected || this.#error === cause) return;
    const frame = this.#build();
    const error = LookupError.from(cause);
    this.#drawSkeleton();
    frame.querySelector('.facts')?.replaceChildren(error.message);
    const requestId = `${(failures += 1)}`;
    this.#show({ state: 'error', error, announcement: error.message, requestId, durationMs: 0 });
    const retry = (): void => {
      this.#drawSkeleton();
      this.#show({ state: 'loading' });
      this.#schedule();
    };
    import('../entries/problem.js')
      .then(({ failed }) => this.#error === error && frame.replaceChildren(failed(error, this, retry)))
      .catch(() => {}); // the message is there already
  }

  #emit(name: EventName, detail: PhoneProfileEventDetail, cancelable = false): boolean {
    if (!hasPage()) return false;
    return this.dispatchEvent(new CustomEvent(`phone-profile-${name}`, { bubbles: true, composed: true, cancelable, detail }));
  }

  #reflect(): void {
    if (!this.#isServed) for (const [name, value] of Object.entries(this.#reflected)) setAttribute(this, name, value);
    try {
      this.#states?.clear();
      this.#states?.add(this.#state);
    } catch {} // older engines take only names with dashes
  }
}

/** The platform's own, without its name: that is an alias, which servers' types lack. */
type AnyListener = ((event: Event) => void) | { handleEvent(event: Event): void };

/** Events of the card by name, beside those of every element. */
export interface PhoneProfileElement {
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
    listener: AnyListener,
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
    listener: AnyListener,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'phone-profile': PhoneProfileElement;
  }
  // Document and window have them too: events bubble to both.
  interface GlobalEventHandlersEventMap extends PhoneProfileEventMap {}
}

/** Test runners take the page away at the end of a test, also from cards that are still at work: nobody is told then. */
function hasPage(): boolean {
  return Boolean(globalThis.document);
}

/** Whether an answer that the page has given can be about a number: the digits that are known agree. */
function isOfNumber(given: object | null, number: string | null): boolean {
  return !given || digits((given as { number?: unknown }).number).endsWith(digits(number));
}

/** A number's digits without leading zeros. */
function digits(text: unknown): string {
  return `${text ?? ''}`.replace(/\D/g, '').replace(/^0+/, '');
}
