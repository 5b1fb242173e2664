// The options of attach() with their defaults. What can't be used is said in the console, and the page goes on.

import type { AttachOptions, MountOptions } from '../types/options.js';
import { SELECTOR } from './numbers.js';
import type { Placement } from './position.js';

const SIDES = ['bottom', 'top', 'left', 'right'] as const;
const PLACEMENTS = SIDES.flatMap((side) => [`${side}-start`, side, `${side}-end`] as const);
const PARTS = ['about', 'badges', 'business', 'signals', 'time'] as const;

type Callback = NonNullable<AttachOptions['onShow']>;

export interface ReadAttachOptions {
  readonly selector: string;
  readonly trigger: 'click' | 'hover';
  readonly inline: 'none' | 'avatar';
  readonly placement: Placement;
  readonly offset: number;
  readonly showDelayMs: number;
  readonly hideDelayMs: number;
  readonly hide: readonly string[];
  readonly onShow: Callback;
  readonly onHide: Callback;
  readonly card: MountOptions;
}

export function readAttachOptions(root: Element | Document, options: AttachOptions = {}): ReadAttachOptions {
  const { selector = SELECTOR, trigger, inline, placement, offset, showDelayMs, hideDelayMs, hide, onShow, onHide, ...card } = options ?? {};
  return {
    selector: isSelector(root, selector) ? selector : SELECTOR,
    trigger: choice('trigger', trigger, ['click', 'hover']),
    inline: choice('inline', inline, ['none', 'avatar']),
    placement: choice('placement', placement, PLACEMENTS as [Placement, ...Placement[]]),
    offset: amount('offset', offset, 8),
    showDelayMs: amount('showDelayMs', showDelayMs, 500),
    hideDelayMs: amount('hideDelayMs', hideDelayMs, 300),
    hide: parts(hide),
    onShow: callback('onShow', onShow),
    onHide: callback('onHide', onHide),
    card,
  };
}

/** The first word is the default. */
function choice<Word extends string>(name: string, given: Word | undefined, words: readonly [Word, ...Word[]]): Word {
  if (given === undefined) return words[0];
  if (words.includes(given)) return given;
  warn(`takes ${listed(words)} as ${name}, not "${given}"`);
  return words[0];
}

function amount(name: string, given: number | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  if (typeof given === 'number' && given >= 0 && given < Infinity) return given;
  warn(`takes a number from 0 as ${name}, not "${given}"`);
  return otherwise;
}

function parts(given: AttachOptions['hide']): string[] {
  if (given === undefined) return [];
  const known = (part: unknown): boolean => PARTS.some((name) => name === part);
  if (Array.isArray(given) && given.every(known)) return given;
  warn(`takes an array of ${listed(PARTS)} as hide, not "${given}"`);
  return Array.isArray(given) ? given.filter(known) : [];
}

/** What it throws is the page's to see, and keeps nothing else from happening. */
function callback(name: string, given: Callback | undefined): Callback {
  if (given !== undefined && typeof given !== 'function') warn(`takes a function as ${name}, not "${given}"`);
  return (card, anchor) => {
    if (typeof given !== 'function') return;
    try {
      given(card, anchor);
    } catch (error) {
      reportError(error);
    }
  };
}

function isSelector(root: Element | Document, selector: string): boolean {
  try {
    root.querySelector(selector);
    return true;
  } catch {
    warn(`can't use the selector "${selector}": it looks for the usual ones`);
    return false;
  }
}

function listed(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(' or ');
}

function warn(text: string): void {
  console.warn(`phone-profile: attach() ${text}`);
}
