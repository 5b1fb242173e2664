// The options of attach() with their defaults. What can't be used is said in the console, and the page goes on.

import type { AttachOptions, MountOptions } from '../types/options.js';
import { SELECTOR } from './numbers.js';

export interface ReadAttachOptions {
  readonly selector: string;
  readonly trigger: 'click' | 'hover';
  readonly inline: 'none' | 'avatar';
  readonly card: MountOptions;
}

export function readAttachOptions(root: Element | Document, options: AttachOptions = {}): ReadAttachOptions {
  const { selector = SELECTOR, trigger = 'click', inline = 'none', ...card } = options ?? {};
  return {
    selector: isSelector(root, selector) ? selector : SELECTOR,
    trigger: choice('trigger', trigger, ['click', 'hover']),
    inline: choice('inline', inline, ['none', 'avatar']),
    card,
  };
}

function choice<Word extends string>(name: string, given: Word, words: readonly [Word, ...Word[]]): Word {
  if (words.includes(given)) return given;
  console.warn(`phone-profile: attach() takes ${words.map((word) => `"${word}"`).join(' or ')} as ${name}, not "${given}"`);
  return words[0];
}

function isSelector(root: Element | Document, selector: string): boolean {
  try {
    root.querySelector(selector);
    return true;
  } catch {
    console.warn(`phone-profile: attach() can't use the selector "${selector}": it looks for the usual ones`);
    return false;
  }
}
