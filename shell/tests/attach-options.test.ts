// What pages give to attach(), and what is made of it.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { readAttachOptions } from '../src/attach/read-options.js';
import type { PhoneProfileElement } from '../src/element/element.js';
import type { AttachOptions } from '../src/types/options.js';

const root = {
  querySelector(selector: string): null {
    if (selector.endsWith('[')) throw new SyntaxError(selector);
    return null;
  },
} as unknown as Document;

const { warn } = console;
let said: string[] = [];
beforeEach(() => {
  said = [];
  console.warn = (text: string) => said.push(text);
});
afterEach(() => {
  console.warn = warn;
});

const read = (options?: unknown): ReturnType<typeof readAttachOptions> => readAttachOptions(root, options as AttachOptions);

test('given no options, when read, then there are defaults', () => {
  for (const nothing of [undefined, null, {}]) {
    const { onShow, onHide, ...options } = read(nothing);
    assert.deepEqual(options, {
      selector: 'a[href^="tel:"], [data-phone]',
      trigger: 'click',
      inline: 'none',
      placement: 'bottom-start',
      offset: 8,
      showDelayMs: 500,
      hideDelayMs: 300,
      hide: [],
      card: {},
    });
  }
  assert.deepEqual(said, []);
});

test('given every option, when read, then each is there, and what is left is the card’s', () => {
  const given = {
    selector: 'b',
    trigger: 'hover',
    inline: 'avatar',
    placement: 'left-end',
    offset: 0,
    showDelayMs: 0,
    hideDelayMs: 1000,
    hide: ['time', 'about'],
  };
  const { onShow, onHide, card, ...options } = read({ ...given, endpoint: '/lookup' });
  assert.deepEqual(options, given);
  assert.deepEqual(card, { endpoint: '/lookup' });
  assert.deepEqual(said, []);
});

test('given what can’t be used, when read, then it counts as left out, and the console says so', () => {
  for (const [name, value, otherwise] of [
    ['selector', 'a[', 'a[href^="tel:"], [data-phone]'],
    ['trigger', 'touch', 'click'],
    ['inline', 3, 'none'],
    ['placement', 'middle', 'bottom-start'],
    ['placement', null, 'bottom-start'],
    ['offset', -1, 8],
    ['offset', '10', 8],
    ['showDelayMs', NaN, 500],
    ['hideDelayMs', Infinity, 300],
    ['hide', 'time', []],
    ['hide', ['time', 'face', 3], ['time']],
  ] as const) {
    said = [];
    assert.deepEqual(read({ [name]: value })[name], otherwise, name);
    assert.equal(said.length, 1, name);
    assert.match(said[0]!, new RegExp(`attach\\(\\).*${name}`));
  }
});

test('given callbacks, when called, then what they throw keeps nothing else from happening', () => {
  const reported: unknown[] = [];
  Object.assign(globalThis, { reportError: (error: unknown) => reported.push(error) });
  const told: unknown[] = [];
  const error = new Error('the page’s own');
  const { onShow, onHide } = read({
    onShow: (...given: unknown[]) => told.push(...given),
    onHide() {
      throw error;
    },
  });
  const [card, anchor] = [{} as PhoneProfileElement, {} as Element];
  onShow(card, anchor);
  onHide(card, anchor);
  assert.deepEqual(told, [card, anchor]);
  assert.deepEqual(reported, [error]);

  read({ onShow: 'no function' }).onShow(card, anchor);
  assert.match(said[0]!, /a function as onShow/);
});
