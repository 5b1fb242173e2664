// A card in place of the one that Rust draws, in the order in which that asks, reports and tells (src/card/components/card.rs).

import type { CacheMode, CardInputs } from '../border.js';
import { LookupError, type PhoneProfileElement } from '../entries/index.js';
import { cardInputs, cardOptions } from '../runtime/card-inputs.js';
import type { ElementHost } from '../runtime/mounted-card.js';
import { plainData } from '../runtime/plain-data.js';
import { warnAboutAttributes, warnAboutOptions } from '../runtime/validate.js';
import type { ConfigureOptions } from '../types/options.js';
import type { CardState, Profile } from '../types/profile.js';
import { announcement, draw, type Shown } from './draw.js';
import { failure } from './failure.js';
import { givenProfile, type ProfileFields } from './profiles.js';
import { keptAnswer, lookup, refusal } from './stub-lookups.js';

let lookups = 0;

interface Waiting {
  resolve(profile: Profile): void;
  reject(error: LookupError): void;
}

export class StubCard {
  readonly #place: HTMLElement;
  readonly #element: PhoneProfileElement;
  readonly #host: ElementHost;
  #inputs: CardInputs;
  #state: CardState = 'idle';
  #profile: Profile | null = null;
  #error: LookupError | null = null;
  #isGiven = false;
  /** Tells the answer that is waited for from one that comes too late. */
  #generation = 0;
  #isUnderWay = false;
  #requestId = '';
  #startedAt = 0;
  #refreshes: Waiting[] = [];
  #isOver = false;

  constructor(frame: HTMLElement, element: PhoneProfileElement, host: ElementHost, given: object | null, config: ConfigureOptions) {
    this.#element = element;
    this.#host = host;
    this.#place = element.ownerDocument.createElement('div');
    frame.replaceChildren(this.#place);
    this.#inputs = this.#read(given, config);
    this.#later(() => this.#begin('default'));
    if (given) this.show(given);
  }

  update(given: object | null, config: ConfigureOptions): void {
    const inputs = this.#read(given, config);
    this.#later(() => {
      const before = this.#inputs.request;
      this.#inputs = inputs;
      const { request } = inputs;
      const isSame = (['number', 'endpoint', 'region', 'fetcherId'] as const).every((name) => before[name] === request[name]);
      if (isSame || (this.#isGiven && !request.number.trim())) this.#report();
      else this.#begin('default');
    });
  }

  show(given: unknown): void {
    const profile = givenProfile((plainData(given) ?? {}) as ProfileFields);
    this.#later(() => {
      this.#next();
      this.#isGiven = true;
      this.#become(profile.isWhatsApp ? 'ready' : 'not-registered', profile);
      this.#report();
    });
  }

  refresh(): Promise<Profile> {
    return new Promise((resolve, reject) => {
      this.#later(() => {
        this.#begin('reload');
        this.#refreshes.push({ resolve, reject });
        if (!this.#isUnderWay) this.#answerRefreshes();
      }, reject);
    });
  }

  abort(): void {
    this.#later(() => {
      if (this.#isUnderWay) this.#end(this.#generation, failure('aborted', { message: 'The lookup was stopped.' }));
    });
  }

  remove(): void {
    this.#isOver = true;
    this.#next();
    this.#place.remove();
  }

  #read(given: object | null, config: ConfigureOptions): CardInputs {
    const options = cardOptions(this.#element, config);
    warnAboutOptions(options);
    warnAboutAttributes(this.#element);
    return { ...cardInputs(this.#element, given, config, options), revision: this.#host.revision() };
  }

  /** Messages are handled after the page's present task, as Rust does. */
  #later(handle: () => void, dropped?: (error: LookupError) => void): void {
    void Promise.resolve().then(() => (this.#isOver ? dropped?.(stopped()) : handle()));
  }

  /** What is under way is void. */
  #next(): number {
    for (const { reject } of this.#refreshes.splice(0)) reject(stopped());
    this.#isUnderWay = false;
    this.#isGiven = false;
    this.#generation += 1;
    return this.#generation;
  }

  #begin(cache: CacheMode): void {
    const generation = this.#next();
    lookups += 1;
    this.#requestId = `${lookups}`;
    this.#startedAt = performance.now();
    const { request } = this.#inputs;
    if (!request.number.trim()) return this.#clear();
    const known = refusal(request) ?? (cache === 'default' ? keptAnswer(request) : undefined);
    if (known) return this.#end(generation, known);
    if (!this.#host.allowLookup(this.#requestId)) return this.#clear();
    this.#become('loading');
    this.#isUnderWay = true;
    this.#report();
    const end = (outcome: Profile | LookupError): void => this.#end(generation, outcome);
    lookup({ ...request, cache }, 'card').then(end, (thrown: unknown) => {
      // What a test's own function throws is no answer.
      end(thrown instanceof LookupError ? thrown : failure('network', { message: `${thrown}` }));
    });
  }

  #clear(): void {
    this.#become('idle');
    this.#report();
  }

  #end(generation: number, outcome: Profile | LookupError): void {
    if (generation !== this.#generation || this.#isOver) return;
    this.#isUnderWay = false;
    if (outcome instanceof LookupError) this.#become('error', null, outcome);
    else this.#become(outcome.isWhatsApp ? 'ready' : 'not-registered', outcome);
    this.#report(performance.now() - this.#startedAt);
    this.#answerRefreshes();
  }

  #become(state: CardState, profile: Profile | null = null, error: LookupError | null = null): void {
    [this.#state, this.#profile, this.#error] = [state, profile, error];
  }

  #answerRefreshes(): void {
    for (const { resolve, reject } of this.#refreshes.splice(0)) {
      if (this.#profile) resolve(this.#profile);
      else reject(this.#error ?? stopped());
    }
  }

  #report(durationMs?: number): void {
    const { display, request, revision } = this.#inputs;
    const shown: Shown = { state: this.#state, profile: this.#profile, error: this.#error, entered: request.number };
    this.#place.replaceChildren(draw(shown, display, () => this.#begin('reload')));
    // The report about what was asked before comes late, and lands nowhere.
    if (revision !== this.#host.revision()) return;
    this.#host.report({
      revision,
      state: this.#state,
      pictureState: this.#state === 'ready' ? (this.#profile?.pictureState ?? 'unknown') : 'unknown',
      profile: this.#profile,
      error: this.#error,
      announcement: announcement(shown, display),
      requestId: this.#requestId,
      durationMs,
    });
  }
}

function stopped(): LookupError {
  return failure('aborted', { message: 'The lookup was stopped.' });
}
