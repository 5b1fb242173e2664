// A card that Rust draws, and the element that shows it.

import type { Card, CardHost, CardInputs, CardReport } from '../border.js';
import { setAttribute } from '../element/accessors.js';
import type { PhoneProfileElement } from '../element/element.js';
import { claimPrefetch, keepPrefetch, releasePrefetch, type CardPrefetch } from '../prefetch/card-prefetch.js';
import type { ConfigureOptions } from '../types/options.js';
import type { Profile } from '../types/profile.js';
import * as glue from '../wasm/glue.js';
import { directionIn } from '../languages/direction.js';
import { cardInputs, cardLanguage, cardOptions } from './card-inputs.js';
import { handOver } from './catalogues.js';
import { plainData } from './plain-data.js';
import { onStop, untilStop } from './stop.js';
import { endWarmUp } from './warm-up.js';
import { warnAboutAttributes, warnAboutOptions } from './validate.js';

/** What the element gives to its card. */
export interface ElementHost extends CardHost {
  /** Rust has stopped after an internal error, and the card with it. */
  stop(cause: unknown): void;
  /** How often what is asked about has changed. */
  revision(): number;
}

/** A lookup whose request went out before Rust asked for it. */
interface PrefetchedLookup {
  /** Rust's name for the lookup. */
  readonly requestId: string;
  readonly prefetch: CardPrefetch;
  /** How long it was on its way before Rust asked, in milliseconds. */
  readonly leadMs: number;
}

export class MountedCard {
  /** Belongs to this card alone. Yew owns its content: it is never emptied or used again. */
  readonly #place = document.createElement('div');
  readonly #frame: HTMLElement;
  readonly #element: PhoneProfileElement;
  readonly #host: ElementHost;
  readonly #card: Card;
  #prefetched: PrefetchedLookup | undefined;
  /** The skeleton stays until there is a card to see: where the page is busy, Yew draws it in a later task. */
  readonly #drawn = new MutationObserver(() => {
    this.#drawn.disconnect();
    this.#frame.replaceChildren(this.#place);
  });

  constructor(frame: HTMLElement, element: PhoneProfileElement, host: ElementHost, given: object | null, config: ConfigureOptions) {
    this.#frame = frame;
    this.#element = element;
    this.#host = host;
    frame.insertBefore(this.#place, frame.firstChild);
    this.#drawn.observe(this.#place, { childList: true });
    const ownHost: CardHost = {
      allowLookup: (requestId) => this.#allowLookup(requestId),
      report: (report) => this.#report(report),
    };
    this.#card = new glue.Card(this.#place, ownHost, this.#inputs(given, config));
    if (given) this.show(given);
    onStop.add(host.stop);
  }

  /** Whether there is a card to see, and no skeleton any more. */
  get isDrawn(): boolean {
    return this.#place.hasChildNodes();
  }

  /** The element's inputs may have changed. */
  update(given: object | null, config: ConfigureOptions): void {
    this.#card.update(this.#inputs(given, config));
  }

  /** Shows an answer that the page has. */
  show(profile: unknown): void {
    this.#card.show(plainData(profile));
  }

  refresh(): Promise<Profile> {
    return untilStop(this.#card.refresh());
  }

  abort(): void {
    this.#card.abort();
  }

  remove(): void {
    onStop.delete(this.#host.stop);
    this.#drawn.disconnect();
    this.#card.free();
    this.#place.remove();
  }

  #inputs(given: object | null, config: ConfigureOptions): CardInputs {
    const options = cardOptions(this.#element, config);
    warnAboutOptions(options);
    warnAboutAttributes(this.#element);
    const language = cardLanguage(this.#element);
    handOver(language);
    setAttribute(this.#frame, 'dir', directionIn(this.#element, language) || null);
    const inputs = cardInputs(this.#element, given, config, options);
    keepPrefetch(this.#element, inputs.request);
    return { ...inputs, revision: this.#host.revision() };
  }

  /** The page was asked about a prefetched request already. */
  #allowLookup(requestId: string): boolean {
    const prefetch = claimPrefetch(this.#element);
    if (!prefetch) return this.#host.allowLookup(requestId);
    this.#prefetched = { requestId, prefetch, leadMs: performance.now() - prefetch.sentAt };
    return prefetch.isAllowed;
  }

  /** The page knows a prefetched lookup by another name, and has waited for it longer than Rust. */
  #report(report: CardReport): void {
    if (report.profile) endWarmUp();
    // The lookup has ended: Rust has taken the request by now, or needs none.
    if (report.durationMs !== undefined) releasePrefetch(this.#element);
    const known = this.#prefetched;
    // An answer to the question before comes late, and lands nowhere.
    if (report.revision !== this.#host.revision()) return;
    if (!known || known.requestId !== report.requestId) return this.#host.report(report);
    const durationMs = report.durationMs === undefined ? undefined : report.durationMs + known.leadMs;
    this.#host.report({ ...report, requestId: known.prefetch.requestId, durationMs });
  }
}
