// <phone-profile>: a thin element. It paints the skeleton, collects its inputs and hands them to Rust,
// which looks up, draws, and reports every change of state back.

import { config, listeners } from './config.js';
import { LookupError } from './errors.js';
import { coming, init, wasm } from './loader.js';
import { node, skeleton } from './skeleton.js';
import { style } from './style.js';
import { isLoading } from './turns.js';
import { version } from './version.js';
import { stopWaiting, whenNear } from './viewport.js';

const TEXTS = ['number', 'endpoint', 'region', 'expected-name', 'purpose'];
const CHOICES = { variant: ['card', 'compact', 'avatar'], theme: ['auto', 'light', 'dark'], loading: ['lazy', 'eager'], picture: ['show', 'hide'] };
const NUMBERS = { 'max-age': 900, 'heading-level': 3 };
const ATTRIBUTES = [...TEXTS, ...Object.keys(CHOICES), ...Object.keys(NUMBERS), 'mask', 'lang'];
const VALUES = ['fetcher', 'strings', 'profile'];

const camel = (name) => name.replace(/-./g, (pair) => pair[1].toUpperCase());

let requests = 0;

export class PhoneProfileElement extends (globalThis.HTMLElement ?? class {}) {
  static version = version;
  static observedAttributes = ATTRIBUTES;
  /** Every property that a page can set. */
  static properties = [...ATTRIBUTES.map(camel), ...VALUES];

  #root;
  #status;
  #internals;
  #card; // Rust's handle, while connected and loaded
  #near = false;
  #queued = false;
  #state = 'idle';
  #profile = null;
  #given = null;
  #error = null;
  #fetcher = null;
  #strings = null;
  #ready = resolvers();
  #push = () => this.#schedule();
  #hooks = {
    request: (id) => this.#emit('request', { state: this.#state, requestId: id }, true),
    changed: (...report) => this.#changed(...report),
  };
  #stop = (error) => {
    this.#card = undefined;
    this.#fail(error);
  };

  get state() {
    return this.#state;
  }
  get error() {
    return this.#error;
  }
  /** Settles with the first answer to the present number, whatever it is; never rejects. */
  get ready() {
    return this.#ready.promise;
  }
  get profile() {
    return this.#profile;
  }
  set profile(profile) {
    this.#given = profile ?? null;
    if (profile) this.#near = true;
    this.#renew();
    if (!this.#card) this.#schedule();
    else if (profile) wasm.card_show(this.#card, profile);
    else this.#restart();
  }
  get fetcher() {
    return this.#fetcher;
  }
  set fetcher(fetcher) {
    this.#fetcher = fetcher ?? null;
    this.#schedule();
  }
  get strings() {
    return this.#strings;
  }
  set strings(strings) {
    this.#strings = strings ?? null;
    this.#schedule();
  }

  /** Asks again, past the cache. */
  async refresh() {
    this.#near = true;
    await this.#attach();
    if (!this.#card) throw (this.isConnected && this.#error) || new LookupError('aborted', 'Not in a document.');
    try {
      return await wasm.card_refresh(this.#card);
    } catch (thrown) {
      throw LookupError.from(thrown);
    }
  }

  /** Stops the lookup that is under way. */
  abort() {
    if (this.#card) wasm.card_abort(this.#card);
  }

  connectedCallback() {
    if (!this.#root) this.#build();
    if (listeners.has(this.#push)) return; // moved: the card lives on
    listeners.add(this.#push);
    for (const name of PhoneProfileElement.properties) upgrade(this, name);
    this.#reflect();
    if (this.loading === 'eager' || this.#given) this.#near = true;
    else if (!this.#near) {
      whenNear(this, () => {
        this.#near = true;
        this.#schedule();
      });
    }
    this.#schedule();
  }

  disconnectedCallback() {
    // A move disconnects and connects in one task: only an element that stays away is taken down.
    queueMicrotask(() => {
      if (this.isConnected) return;
      listeners.delete(this.#push);
      stopWaiting(this);
      this.#destroy();
      this.#root.replaceChildren(skeleton());
      if (this.#state === 'loading') this.#changed('idle');
    });
  }

  adoptedCallback() {
    if (this.#root) style(this.shadowRoot);
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === 'loading' && after === 'eager') this.#near = true;
    // A recycled element: an answer that was given for another number must not stay.
    if (name === 'number' && this.#given && !digits(this.#given.number).endsWith(digits(after))) this.#given = null;
    if (name === 'number' || name === 'endpoint' || name === 'region') this.#renew();
    this.#schedule();
  }

  #build() {
    this.removeAttribute('picture-state'); // a copy's, whose answer stayed with the one it was made of
    const shadow = this.attachShadow({ mode: 'open' });
    style(shadow);
    this.#status = node('p', { class: 'sr', role: 'status' });
    this.#root = node('div', { class: 'root' }, skeleton());
    shadow.replaceChildren(this.#root, this.#status);
    try {
      this.#internals = this.attachInternals();
    } catch {} // an engine without it: the attribute says the same
  }

  #schedule() {
    if (this.#queued || !this.isConnected) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      this.#attach();
    });
  }

  /** Gives Rust the present inputs; loads it first if that is due. */
  async #attach() {
    if (!this.isConnected || !this.#near) return;
    if (!wasm) {
      if (!this.#given && !this.number) return;
      if (this.#state !== 'loading') this.#changed('loading');
      try {
        const loaded = init();
        coming?.then((glue) => wasm || glue.ahead(this, this.#root, this.#given, config, this.#hooks), () => {});
        await loaded;
      } catch (error) {
        return this.#fail(error);
      }
      if (!this.isConnected || !wasm || this.#card) return;
    }
    if (this.#card) return this.#update();
    this.#root.replaceChildren();
    wasm.onStop.add(this.#stop);
    this.#card = wasm.card_create(this.#root, this.#hooks);
    this.#update();
    if (this.#given) wasm.card_show(this.#card, this.#given);
  }

  #update() {
    wasm.card_update(this.#card, this, this.#given, config);
  }

  #destroy() {
    if (!this.#card) return;
    wasm.onStop.delete(this.#stop);
    wasm.card_destroy(this.#card);
    this.#card = undefined;
  }

  #restart() {
    this.#destroy();
    this.#root.replaceChildren(skeleton());
    this.#changed('idle');
    this.#schedule();
  }

  #renew() {
    if (this.#ready.done) this.#ready = resolvers();
  }

  /** Rust's report. Everything that pages can see of the card changes here and nowhere else. */
  #changed(state, pictureState = 'unknown', profile = null, error = null, status = '', requestId, durationMs) {
    const before = this.#state;
    this.#state = state;
    isLoading(this, state === 'loading' && this.isConnected);
    this.#profile = profile;
    this.#error = error && LookupError.from(error);
    this.setAttribute('picture-state', pictureState);
    this.#reflect();
    if (this.#status.textContent !== status) this.#status.textContent = status;
    const detail = { state, code: error?.code, durationMs, requestId };
    if (state === 'loading' || state === 'idle') {
      this.#renew();
    } else {
      this.#ready.done = true;
      this.#ready.resolve();
    }
    if (before !== state) this.#emit('statechange', detail);
    if (durationMs === undefined) return;
    this.#emit(state === 'error' ? 'error' : 'load', detail);
  }

  #fail(error) {
    if (!this.isConnected) return;
    const shown = LookupError.from(error);
    this.#root.textContent = shown.message;
    this.#changed('error', 'unknown', null, shown, shown.message, `${++requests}`, 0);
    const again = () => {
      this.#root.replaceChildren(skeleton());
      this.#changed('loading');
      this.#attach();
    };
    import('./problem.js')
      .then(({ failed }) => this.#error === shown && this.#root.replaceChildren(failed(shown.message, again)))
      .catch(() => {}); // the words are there already
  }

  #emit(name, detail, cancelable = false) {
    const event = new CustomEvent(`phone-profile-${name}`, {
      bubbles: true,
      composed: true,
      cancelable,
      detail,
    });
    return this.dispatchEvent(event);
  }

  #reflect() {
    if (this.getAttribute('state') !== this.#state) this.setAttribute('state', this.#state);
    const states = this.#internals?.states;
    try {
      states?.clear();
      states?.add(this.#state);
    } catch {} // older engines take only names with dashes
  }
}

// One property for each attribute.
for (const name of ATTRIBUTES) {
  if (name === 'lang') continue; // HTMLElement has it
  const choices = CHOICES[name];
  Object.defineProperty(PhoneProfileElement.prototype, camel(name), {
    configurable: true,
    enumerable: true,
    get() {
      const value = this.getAttribute(name);
      if (name === 'mask') return value !== null;
      if (choices) return choices.includes(value) ? value : choices[0];
      if (!(name in NUMBERS)) return value;
      const parsed = Number.parseFloat(value);
      return parsed >= 0 ? parsed : NUMBERS[name];
    },
    set(value) {
      if (value == null || value === false) this.removeAttribute(name);
      else this.setAttribute(name, value === true ? '' : value);
    },
  });
}

/** A number's digits without leading zeros: enough to tell whether two spellings can be one number. */
function digits(text) {
  return `${text ?? ''}`.replace(/\D/g, '').replace(/^0+/, '');
}

/** A property that was set before the element was defined hides the accessor: set it again through it. */
function upgrade(element, name) {
  if (!Object.hasOwn(element, name)) return;
  const value = element[name];
  delete element[name];
  element[name] = value;
}

function resolvers() {
  const made = {};
  made.promise = new Promise((resolve) => (made.resolve = resolve));
  return made;
}
