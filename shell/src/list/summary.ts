// What stands below the table: how far it is, what is in the way, and what signals don't mean.

import { errorTitle } from '../card-texts.js';
import { node } from '../element/skeleton.js';
import type { LookupError } from '../errors.js';
import { caution, observed, SIGNALS } from './signal-texts.js';
import { counted, type Texts } from './texts.js';
import type { PhoneProfileListProgress } from './types.js';

/** What it says. */
export interface Standing extends PhoneProfileListProgress {
  /** Rows that the filter leaves. */
  readonly shown: number;
  readonly obstacle: LookupError | null;
}

export class Summary {
  readonly element = node('div', { class: 'foot', part: 'summary' });
  /** For eyes: it changes with each answer. */
  readonly #text = node('p', { 'aria-hidden': 'true', dir: 'auto' });
  /** For ears: once lookups have come to rest. */
  readonly #status = node('p', { class: 'sr', role: 'status' });
  readonly #retry = node('button', { type: 'button', part: 'retry', hidden: '' });
  readonly #cautions = node('details', { part: 'cautions', hidden: '' });
  #said = '';

  constructor(retry: () => void) {
    this.#retry.addEventListener('click', retry);
    this.element.replaceChildren(this.#text, this.#status, this.#retry, this.#cautions);
  }

  /** Made anew for other texts. */
  make(texts: Texts, hasSignals: boolean): void {
    this.#retry.textContent = texts.retry;
    this.#cautions.hidden = !hasSignals;
    const lines = SIGNALS.flatMap((signal) => [node('dt', {}, observed(signal, texts)), node('dd', {}, caution(signal, texts))]);
    this.#cautions.replaceChildren(node('summary', {}, texts.cautions), node('dl', {}, ...lines));
  }

  show(standing: Standing, texts: Texts, lang: string): void {
    const { done, total, failed, shown, obstacle } = standing;
    const parts = total ? [counted(texts, 'summary', { done, total }, lang)] : [texts.empty];
    if (shown < total) parts.push(counted(texts, 'filtered', { shown }, lang));
    if (failed) parts.push(counted(texts, 'failed', { failed }, lang));
    if (obstacle) parts.push(errorTitle(texts, obstacle.code));
    this.#said = parts.join(' · ');
    this.#text.textContent = this.#said;
    this.element.toggleAttribute('data-stopped', Boolean(obstacle));
    this.#retry.hidden = !failed && !obstacle;
  }

  /** Tells screen readers what is shown. */
  announce(): void {
    if (this.#status.textContent !== this.#said) this.#status.textContent = this.#said;
  }
}
