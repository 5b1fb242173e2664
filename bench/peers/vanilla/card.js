// <vanilla-card>: no library. Templates are made once and cloned; of a clone, what differs is set.

import { lookUp } from '../shared/lookup.js';
import { begin, drawn, settled } from '../shared/picture.js';
import { sheet } from '../shared/shadow.js';
import { announcement, answerView, errorView } from '../shared/view.js';
import * as templates from './templates.js';

const LOADING = { state: 'loading' };

class VanillaCard extends HTMLElement {
  static observedAttributes = ['number', 'endpoint', 'variant'];

  #base;
  #status;
  #outcome = { state: 'idle' };
  #picture = null;
  #request = null;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(templates.frame());
    this.#base = shadow.querySelector('.base');
    this.#status = shadow.querySelector('.sr');
    this.#base.addEventListener('click', this);
    for (const name of ['load', 'error']) this.#base.addEventListener(name, this, { capture: true });
  }

  get number() {
    return this.getAttribute('number') ?? '';
  }
  set number(number) {
    this.setAttribute('number', number);
  }
  get endpoint() {
    return this.getAttribute('endpoint') ?? '';
  }
  set endpoint(endpoint) {
    this.setAttribute('endpoint', endpoint);
  }
  get variant() {
    return this.getAttribute('variant') ?? 'card';
  }
  set variant(variant) {
    this.setAttribute('variant', variant);
  }

  connectedCallback() {
    this.#start();
  }

  disconnectedCallback() {
    this.#request?.abort();
    this.#request = null;
  }

  attributeChangedCallback(name, before, after) {
    // Before it is connected there is nothing to begin anew.
    if (before === after || !this.#request) return;
    if (name === 'variant') this.#show(this.#outcome);
    else this.#start();
  }

  handleEvent({ type, target }) {
    if (type === 'click') {
      if (!target.closest('.retry')) return;
      this.#base.focus();
      this.#start();
    } else if (target.dataset.picture) {
      this.#picture = settled(this.#picture, target.dataset.picture, type === 'load' ? 'loaded' : 'failed');
      this.#drawPictures();
      if (type === 'error') this.#drawSignals();
    }
  }

  async #start() {
    this.#request?.abort();
    const { signal } = (this.#request = new AbortController());
    this.#show(LOADING);
    try {
      const outcome = await lookUp(this.endpoint, this.number, signal);
      if (!signal.aborted) this.#show(outcome);
    } catch {} // aborted: another one is under way, or nobody waits for it
  }

  #show(outcome) {
    this.#outcome = outcome;
    const { state, profile, code } = outcome;
    this.setAttribute('state', state);
    this.#base.ariaBusy = state === 'loading' ? 'true' : null;
    this.#status.textContent = announcement(outcome);
    if (profile) {
      this.#picture = begin(profile, this.variant === 'compact');
      this.#drawAnswer();
    } else if (state === 'error') {
      this.#drawError(errorView(code));
    } else {
      const isCompact = this.variant === 'compact';
      this.#base.replaceChildren(...(isCompact ? [templates.skeleton()] : [templates.skeleton(), templates.bones()]));
    }
  }

  #drawAnswer() {
    const view = answerView(this.#outcome.profile, this.#picture);
    const isCompact = this.variant === 'compact';
    const content = isCompact ? templates.header() : templates.card();
    const at = (selector) => content.querySelector(selector);

    at('.initials').append(view.initials ? templates.letters(view.initials) : templates.figure(view.figure));
    at('.name bdi').textContent = view.name;
    at('.name').toggleAttribute('data-unnamed', !view.named);
    at('.number bdi').textContent = view.number;
    at('.badges').append(...view.badges.map(templates.badge));
    if (!isCompact) {
      at('.status').textContent = view.status;
      at('.status').toggleAttribute('data-no', !view.registered);
      at('.signals').append(...view.signals.map(templates.signal));
      at('.absent').hidden = view.registered;
      const { prefix, relative, iso, exact, source } = view.checked;
      at('.time span').textContent = prefix;
      at('.source').textContent = source;
      const time = at('time');
      time.textContent = relative;
      time.dateTime = iso;
      time.title = exact;
    }
    this.#base.replaceChildren(content);
    this.#drawPictures();
  }

  /** A link that has loaded is shown, one that failed goes, and one whose turn has come is added. */
  #drawPictures() {
    const avatar = this.#base.querySelector('.avatar');
    const wanted = drawn(this.#picture);
    for (const picture of avatar.querySelectorAll('.picture')) {
      if (!wanted.some(({ size }) => size === picture.dataset.picture)) picture.remove();
    }
    for (const { size, url, state } of wanted) {
      let picture = avatar.querySelector(`[data-picture=${size}]`);
      if (!picture) {
        picture = templates.picture(size, url);
        avatar.append(picture);
      }
      picture.toggleAttribute('data-loaded', state === 'loaded');
    }
  }

  #drawSignals() {
    const { signals } = answerView(this.#outcome.profile, this.#picture);
    this.#base.querySelector('.signals')?.replaceChildren(...signals.map(templates.signal));
  }

  #drawError({ title, hint, retry }) {
    const content = templates.error();
    content.querySelector('.title').textContent = title;
    content.querySelector('.hint').textContent = hint;
    content.querySelector('.hint').hidden = this.variant === 'compact';
    content.querySelector('.retry').textContent = retry;
    this.#base.replaceChildren(content);
  }
}

customElements.define('vanilla-card', VanillaCard);
