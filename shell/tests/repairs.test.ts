import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Repairs } from '../src/attach/repairs.js';

/** Frames that come when they are told to. */
function frames(): { next(): void; readonly due: number } {
  let due: FrameRequestCallback[] = [];
  globalThis.requestAnimationFrame = (callback) => due.push(callback);
  return {
    next() {
      const now = due;
      due = [];
      for (const callback of now) callback(0);
    },
    get due() {
      return due.length;
    },
  };
}

/** As often as it may be put back before the next frame. */
function repaired(repairs: Repairs, thing: object): number {
  let times = 0;
  while (times < 1000 && repairs.mayRepair(thing)) times += 1;
  return times;
}

test('given a morph in each frame, when it takes something away, then it is put back each time', () => {
  const frame = frames();
  let again = 0;
  const repairs = new Repairs(() => (again += 1));
  const thing = {};
  for (let time = 0; time < 1000; time += 1) {
    assert.ok(repairs.mayRepair(thing));
    frame.next();
  }
  assert.equal(again, 0);
});

test('given something that is taken away at once, when it was put back a few times, then the rest waits for the next frame', () => {
  const frame = frames();
  let again = 0;
  const repairs = new Repairs(() => (again += 1));
  const thing = {};
  assert.equal(repaired(repairs, thing), 4);
  assert.equal(repaired(repairs, {}), 4, 'other things have a count of their own');
  assert.equal(frame.due, 1);
  frame.next();
  assert.equal(again, 1);
  assert.equal(repaired(repairs, thing), 4);
});

test('given a page that never leaves it alone, when half a second has gone, then it is left away', () => {
  const frame = frames();
  const repairs = new Repairs(() => {});
  const thing = {};
  let times = 0;
  for (let time = 0; time < 1000; time += 1) {
    times += repaired(repairs, thing);
    frame.next();
  }
  assert.equal(times, 30 * 4);
  assert.equal(frame.due, 0, 'nothing goes on');
});

test('given a fight that has ended in between, when the next begins, then it has all its turns', () => {
  const frame = frames();
  const repairs = new Repairs(() => {});
  const thing = {};
  for (let time = 0; time < 29; time += 1) {
    repaired(repairs, thing);
    frame.next();
  }
  assert.ok(repairs.mayRepair(thing));
  frame.next();
  for (let time = 0; time < 29; time += 1) {
    repaired(repairs, thing);
    frame.next();
  }
  assert.equal(repaired(repairs, thing), 4);
});
