// Which rows of a long list are in the document, and where keys move in it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mirrored, moved, within } from '../src/list/cursor.js';
import { around, inSight, rowsPerPage, scrollToShow } from '../src/list/window.js';

test('given a place in a long list when scrolled there then only the rows that can be seen are in sight', () => {
  for (const [from, to, count, start, end] of [
    [0, 480, 10_000, 0, 8],
    [30, 510, 10_000, 0, 9],
    [60, 540, 10_000, 1, 9],
    [599_520, 600_000, 10_000, 9_992, 10_000],
    [599_990, 600_470, 10_000, 9_999, 10_000],
    [0, 480, 3, 0, 3],
    [0, 480, 0, 0, 0],
    [700_000, 700_480, 10_000, 10_000, 10_000],
    [-200, 100, 10, 0, 2],
    [-300, -100, 10, 0, 0],
    [500, 500, 10, 0, 0],
  ] as const) {
    assert.deepEqual(inSight(from, to, 60, count), { start, end }, `${from} to ${to} of ${count}`);
  }
  assert.deepEqual(inSight(0, 480, 0, 10), { start: 0, end: 0 }, 'nothing is laid out');
});

test('given rows in sight when drawn then a few more are there on either side, and none that does not exist', () => {
  assert.deepEqual(around({ start: 100, end: 108 }, 10_000), { start: 94, end: 114 });
  assert.deepEqual(around({ start: 0, end: 8 }, 10), { start: 0, end: 10 });
  assert.deepEqual(around({ start: 0, end: 0 }, 10), { start: 0, end: 0 }, 'nothing in sight, nothing drawn');
});

test('given any place when scrolled to then the row is in sight as a whole, and nothing moves where it is', () => {
  for (let place = 0; place < 100; place += 7) {
    for (const scrolled of [0, 31, 600, 5_500]) {
      const top = scrollToShow(place, scrolled, 480, 60) ?? scrolled;
      assert.ok(top <= place * 60 && place * 60 + 60 <= top + 480, `${place} from ${scrolled}`);
      assert.equal(scrollToShow(place, top, 480, 60), undefined);
    }
  }
  assert.equal(rowsPerPage(480, 60), 8);
  assert.equal(rowsPerPage(20, 60), 1);
});

test('given a cell when keys are pressed then it moves as the grid pattern has it', () => {
  const extent = { rows: 100, columns: 4, page: 8 };
  for (const [row, column, key, control, toRow, toColumn] of [
    [1, 0, 'ArrowDown', false, 2, 0],
    [1, 0, 'ArrowUp', false, 0, 0],
    [0, 3, 'ArrowUp', false, 0, 3],
    [1, 3, 'ArrowRight', false, 1, 3],
    [1, 0, 'ArrowLeft', false, 1, 0],
    [5, 2, 'Home', false, 5, 0],
    [5, 2, 'End', false, 5, 3],
    [5, 2, 'Home', true, 1, 0],
    [5, 2, 'End', true, 100, 3],
    [0, 2, 'Home', true, 0, 0],
    [5, 2, 'PageDown', false, 13, 2],
    [97, 2, 'PageDown', false, 100, 2],
    [5, 2, 'PageUp', false, 1, 2],
    [0, 2, 'PageUp', false, 0, 2],
  ] as const) {
    assert.deepEqual(moved({ row, column }, key, control, extent), { row: toRow, column: toColumn }, `${key} from ${row}:${column}`);
  }
  for (const [key, control] of [['a', false], ['Tab', false], ['Enter', false], ['ArrowDown', true]] as const) {
    assert.equal(moved({ row: 1, column: 1 }, key, control, extent), undefined, key);
  }
  assert.deepEqual(['ArrowLeft', 'ArrowRight', 'Home'].map(mirrored), ['ArrowRight', 'ArrowLeft', 'Home']);
  assert.deepEqual(within({ row: 7, column: 7 }, { rows: 0, columns: 4, page: 8 }), { row: 0, column: 3 });
});
