// A stubbed card's content: the texts, parts and roles of the real one that tests look for, without its style and picture.

import type { DisplayOptions } from '../border.js';
import type { LookupError } from '../entries/index.js';
import { header, node, numberLine, skeleton } from '../element/skeleton.js';
import type { CardState, Profile } from '../types/profile.js';
import { ENGLISH, errorTitle, type Texts } from '../card-texts.js';

/** What a stubbed card shows. */
export interface Shown {
  readonly state: CardState;
  readonly profile: Profile | null;
  readonly error: LookupError | null;
  /** The number as it was entered. */
  readonly entered: string;
}

export function draw(shown: Shown, display: DisplayOptions, retry: () => void): Node {
  const base = node('div', { class: 'base', part: 'base', tabindex: '-1' });
  if (shown.state === 'loading') base.setAttribute('aria-busy', 'true');
  base.replaceChildren(...body(shown, display, retry));
  return base;
}

/** What screen readers are told. */
export function announcement({ state, profile, error, entered }: Shown, display: DisplayOptions): string {
  const texts = textsOf(display);
  if (state === 'loading') return texts.loading;
  if (error) return errorTitle(texts, error.code);
  if (!profile) return '';
  if (!profile.isWhatsApp) return texts.notRegistered;
  const name = nameOf(profile, numberOf(profile, entered, display), texts);
  return texts.announcement.replace('{name}', () => name).replace('{status}', () => texts.registered);
}

function body({ profile, error, entered }: Shown, display: DisplayOptions, retry: () => void): Node[] {
  const texts = textsOf(display);
  const asked = { number: entered, mask: display.mask, variant: display.variant };
  if (error) {
    const title = errorTitle(texts, error.code);
    if (display.variant === 'avatar') return [node('div', { class: 'avatar', part: 'error', role: 'img', 'aria-label': title })];
    const head = header(node('div', { class: 'avatar' }), node('p', { class: 'title' }, title), numberLine(asked));
    const panel = node('div', { class: 'error', part: 'error' }, head, slot('error'));
    if (error.retryable) {
      const button = node('button', { class: 'retry', part: 'retry', type: 'button' }, texts.retry);
      button.addEventListener('click', retry);
      panel.appendChild(button);
    }
    return [panel];
  }
  if (!profile) return [skeleton(asked)];
  const number = numberOf(profile, entered, display);
  const name = nameOf(profile, number, texts);
  if (display.variant === 'avatar') return [node('div', { class: 'avatar', role: 'img', 'aria-label': name })];
  const level = display.headingLevel;
  const heading = { class: 'name', part: 'name', ...(level && { role: 'heading', 'aria-level': `${level}` }) };
  const head = node(
    'div',
    { class: 'header', part: 'header' },
    slot('avatar'),
    node('div', heading, name),
    node('p', { class: 'number', part: 'number' }, ...(name === number ? [] : [number])),
    ...badges(profile, texts),
  );
  return display.variant === 'compact' ? [head] : [head, ...facts(profile, display, texts)];
}

function badges({ isBusiness, isVerified }: Profile, texts: Texts): Node[] {
  return [
    ...(isBusiness ? [node('span', { class: 'badge', part: 'badge' }, texts.business)] : []),
    ...(isVerified ? [node('span', { class: 'badge', part: 'badge verified' }, texts.verified)] : []),
  ];
}

function facts(profile: Profile, display: DisplayOptions, texts: Texts): Node[] {
  const pictures = { public: '', private: texts.picturePrivate, none: texts.pictureNone, unknown: texts.pictureUnknown };
  const signal = profile.isWhatsApp ? pictures[profile.pictureState] : '';
  return [
    node('p', { class: 'status', part: 'status' }, profile.isWhatsApp ? texts.registered : texts.notRegistered),
    ...(display.about && profile.about ? [node('p', { class: 'about', part: 'about' }, profile.about)] : []),
    ...(signal ? [node('ul', { part: 'signals', role: 'list' }, node('li', {}, signal))] : []),
    slot('meta'),
    ...(profile.isWhatsApp ? [] : [slot('not-registered')]),
    slot('actions'),
    slot('footer'),
  ];
}

function nameOf({ name, isWhatsApp }: Profile, number: string, texts: Texts): string {
  return name ?? (isWhatsApp ? texts.noName : number);
}

/** As it was entered where it is that number: grouping digits takes what only the real card knows. */
function numberOf({ number }: Profile, entered: string, { mask }: DisplayOptions): string {
  if (mask) return '•••';
  return entered.replace(/\D/g, '') === number.replace(/\D/g, '') ? entered : number;
}

function textsOf({ strings }: DisplayOptions): Texts {
  return { ...ENGLISH, ...strings };
}

function slot(name: string): Node {
  return node('slot', { name });
}
