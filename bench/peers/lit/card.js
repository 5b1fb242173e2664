// <lit-card>, by Lit.

import { LitElement, html, nothing, svg } from 'lit';
import { lookUp } from '../shared/lookup.js';
import { begin, drawn, settled } from '../shared/picture.js';
import { sheet } from '../shared/shadow.js';
import { announcement, answerView, errorView } from '../shared/view.js';
import { repeat } from 'lit/directives/repeat.js';

const LOADING = { state: 'loading' };

class LitCard extends LitElement {
  static styles = sheet;

  static properties = {
    number: {},
    endpoint: {},
    variant: { reflect: true },
    state: { reflect: true },
    _outcome: { state: true },
    _picture: { state: true },
  };

  #request = null;

  constructor() {
    super();
    this.number = '';
    this.endpoint = '';
    this.variant = 'card';
    this._outcome = LOADING;
    this._picture = null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#request?.abort();
    this.#request = null;
  }

  connectedCallback() {
    super.connectedCallback();
    // Moved: the request was given up on the way.
    if (this.hasUpdated && !this.#request) this.#start();
  }

  willUpdate(changed) {
    if (changed.has('number') || changed.has('endpoint')) this.#start();
    else if (changed.has('variant') && this._outcome.profile) this.#begin();
    this.state = this._outcome.state;
  }

  async #start() {
    this.#request?.abort();
    const { signal } = (this.#request = new AbortController());
    this._outcome = LOADING;
    try {
      const outcome = await lookUp(this.endpoint, this.number, signal);
      if (signal.aborted) return;
      this._outcome = outcome;
      if (outcome.profile) this.#begin();
    } catch {} // aborted: another one is under way, or nobody waits for it
  }

  #begin() {
    this._picture = begin(this._outcome.profile, this.variant === 'compact');
  }

  #settle({ type, target }) {
    this._picture = settled(this._picture, target.dataset.picture, type === 'load' ? 'loaded' : 'failed');
  }

  #retry() {
    this.renderRoot.querySelector('.base').focus();
    this.#start();
  }

  render() {
    return html`
      <div class="root">
        <div class="base" part="base" tabindex="-1" aria-busy=${this._outcome.state === 'loading' ? 'true' : nothing}>
          ${this.#content()}
        </div>
      </div>
      <p class="sr" role="status">${announcement(this._outcome)}</p>
    `;
  }

  #content() {
    const { profile, code } = this._outcome;
    if (code) return this.#error(errorView(code));
    if (!profile) return this.variant === 'compact' ? SKELETON : [SKELETON, BONES];
    const view = answerView(profile, this._picture);
    return this.variant === 'compact' ? this.#header(view) : this.#card(view);
  }

  #card(view) {
    const { prefix, relative, iso, exact, source } = view.checked;
    return html`
      <div>
        ${this.#header(view)}
        <div class="facts">
          <p class="status" part="status" ?data-no=${!view.registered}>${view.status}</p>
          <ul class="signals" part="signals" role="list">${view.signals.map((text) => html`<li>${text}</li>`)}</ul>
          <div>
            <slot name="meta"></slot>
            <div class="absent" ?hidden=${view.registered}><slot name="not-registered"></slot></div>
          </div>
          <p class="time" part="time">
            <span>${prefix}</span><time datetime=${iso} title=${exact}>${relative}</time><span class="source">${source}</span>
          </p>
        </div>
        <div class="actions" part="actions"><slot name="actions"></slot></div>
        <slot name="footer"></slot>
      </div>
    `;
  }

  #header(view) {
    return html`
      <div class="header" part="header">
        <slot name="avatar">
          <div class="avatar">
            <span class="initials" part="initials" aria-hidden="true">
              ${view.initials ? html`<bdi>${view.initials}</bdi>` : figure(view.figure)}
            </span>
            ${repeat(
              drawn(this._picture),
              ({ url, size }) => `${size} ${url}`,
              ({ url, size, state }) => html`
                <img
                  class="picture"
                  part="picture"
                  alt=""
                  referrerpolicy="no-referrer"
                  decoding="async"
                  draggable="false"
                  data-picture=${size}
                  ?data-loaded=${state === 'loaded'}
                  src=${url}
                  @load=${this.#settle}
                  @error=${this.#settle}
                />
              `,
            )}
          </div>
        </slot>
        <div class="who">
          <div class="name" part="name" role="heading" aria-level="3" ?data-unnamed=${!view.named}>
            <bdi>${view.name}</bdi>
          </div>
          <p class="number" part="number"><bdi dir="ltr">${view.number}</bdi></p>
          <div class="badges">
            ${view.badges.map(({ kind, text }) => html`<span class="badge" part=${kind}>${text}</span>`)}
          </div>
        </div>
      </div>
    `;
  }

  #error({ title, hint, retry }) {
    return html`
      <div class="error" part="error">
        <p class="title">${title}</p>
        <p class="hint" ?hidden=${this.variant === 'compact'}>${hint}</p>
        <slot name="error"></slot>
        <button class="retry" part="retry" type="button" @click=${this.#retry}>${retry}</button>
      </div>
    `;
  }
}

const SKELETON = html`
  <div class="header" part="skeleton" aria-hidden="true">
    <span class="avatar bone"></span>
    <div class="who">
      <div class="name"><span class="bone line"></span></div>
      <p class="number"><span class="bone line"></span></p>
    </div>
  </div>
`;

const BONES = html`
  <div class="facts" aria-hidden="true"><span class="bone line"></span><span class="bone line"></span></div>
`;

function figure(path) {
  return svg`
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" aria-hidden="true">
      <path d=${path}></path>
    </svg>
  `;
}

customElements.define('lit-card', LitCard);
