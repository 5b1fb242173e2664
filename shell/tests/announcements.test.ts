// What live regions say of one card and of many.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { announce } from '../src/element/announcements.js';
import { cardsAreDone, setLoading } from '../src/functions/lookup-priority.js';
import { standIn, type Runtime } from '../src/loader/loader.js';
import { summaryOf } from '../src/runtime/summary.js';
import type { CardState } from '../src/types/profile.js';

/** A live region that remembers what it has said. */
class Region {
  said: string[] = [];
  isConnected = true;
  isShown = true;
  set textContent(text: string) {
    if (text) this.said.push(text);
  }
  closest(): null {
    return null;
  }
  getRootNode(): this {
    return this;
  }
  checkVisibility(): boolean {
    return this.isShown;
  }
}

let regions: Region[] = [];
beforeEach(() => {
  standIn({ summaryOf } as Runtime);
  regions = Array.from({ length: 4 }, () => new Region());
});

function tell(region: Region, state: CardState, text: string, isAlone = false): void {
  setLoading(region, state === 'loading');
  announce(region as unknown as HTMLElement, { text, state }, isAlone);
}

/** Until everything has been said. */
async function settled(): Promise<void> {
  await cardsAreDone();
  for (let tasks = 0; tasks < 5; tasks += 1) await new Promise((next) => setTimeout(next));
}

const said = (): string[][] => regions.map((region) => region.said);

test('given one card, when it looks up, then it says so and what came of it', async () => {
  const [one] = regions as [Region];
  tell(one, 'loading', 'Looking up…');
  tell(one, 'ready', 'Maya.');
  await settled();
  assert.deepEqual(said(), [['Looking up…', 'Maya.'], [], [], []]);
});

test('given many cards, when the last has its outcome, then one of them says how many loaded and failed', async () => {
  for (const region of regions) tell(region, 'loading', 'Looking up…');
  for (const region of regions.slice(0, 3)) tell(region, 'ready', 'Maya.');
  for (let tasks = 0; tasks < 5; tasks += 1) await new Promise((next) => setTimeout(next));
  assert.deepEqual(said(), [['Looking up…'], [], [], []], 'one still looks up');
  tell(regions[3]!, 'error', 'No answer.');
  await settled();
  assert.deepEqual(said(), [['Looking up…', '3 profiles loaded, 1 lookup failed'], [], [], []]);
});

test('given many cards that nobody sees or that are gone, when they end, then one that is shown speaks', async () => {
  const [gone, hidden] = regions as [Region, Region];
  for (const region of regions) tell(region, 'ready', 'Maya.');
  gone.isConnected = false;
  hidden.isShown = false;
  await settled();
  assert.deepEqual(said(), [[], [], ['3 profiles loaded'], []]);
});

test('given a card that speaks alone, when others look up, then it says its own outcome at once, and is not counted', async () => {
  const [one, ...others] = regions as [Region, ...Region[]];
  for (const region of others) tell(region, 'loading', 'Looking up…');
  tell(one, 'ready', 'Maya.', true);
  assert.deepEqual(one.said, ['Maya.']);
  for (const region of others) tell(region, 'error', 'No answer.');
  await settled();
  assert.deepEqual(said(), [['Maya.'], ['Looking up…', '3 lookups failed'], [], []]);
});

test('given cards whose runtime can’t be loaded, when all of them say so, then it is said once', async () => {
  standIn();
  for (const region of regions) tell(region, 'error', 'The page forbids WebAssembly.');
  await settled();
  assert.deepEqual(said().flat(), ['The page forbids WebAssembly.']);
});

test('given a card that has nothing to say any more, when the others are told of, then it is not counted', async () => {
  const [one, ...others] = regions as [Region, ...Region[]];
  for (const region of regions) tell(region, 'ready', 'Maya.');
  tell(one, 'idle', '');
  await settled();
  assert.deepEqual(said().flat(), [`${others.length} profiles loaded`]);
});
