// The queue of a list's lookups: what is asked for next, how many at once, and what stops it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LookupError } from '../src/errors.js';
import { LookupQueue, type Outcome } from '../src/list/queue.js';
import { profiles } from '../src/testing/profiles.js';

interface Item {
  readonly name: string;
}

/** A queue over items that wait, whose answers come when the test says so. */
function watched(names: readonly string[]) {
  const waiting: Item[] = names.map((name) => ({ name }));
  const asked: { item: Item; signal: AbortSignal; settle(outcome: Outcome | LookupError): void }[] = [];
  const ended: [string, string][] = [];
  const rests: (string | undefined)[] = [];
  const queue = new LookupQueue<Item>({
    next: () => waiting.shift(),
    ask: (item, signal) =>
      new Promise((resolve, reject) => {
        const settle = (outcome: Outcome | LookupError): void => (outcome instanceof LookupError ? reject(outcome) : resolve(outcome));
        asked.push({ item, signal, settle });
      }),
    ended: (item, outcome) => {
      ended.push([item.name, typeof outcome === 'string' ? outcome : outcome instanceof LookupError ? outcome.code : 'answered']);
      if (outcome === 'skipped') waiting.push(item);
    },
    rested: (obstacle) => rests.push(obstacle?.code),
  });
  const settle = async (name: string, outcome: Outcome | LookupError): Promise<void> => {
    asked.filter(({ item }) => item.name === name).at(-1)?.settle(outcome);
    await turn();
  };
  return { queue, waiting, asked, ended, rests, settle, names: () => asked.map(({ item }) => item.name) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const answer = profiles.person();

test('given many rows when pumped then four are under way, and the next is chosen when there is room for it', async () => {
  // given
  const { queue, names, settle, waiting, rests } = watched(['a', 'b', 'c', 'd', 'e', 'f']);

  // when
  queue.pump();
  queue.pump();
  assert.deepEqual(names(), ['a', 'b', 'c', 'd']);
  waiting.unshift({ name: 'in sight' });
  await settle('b', answer);

  // then
  assert.deepEqual(names(), ['a', 'b', 'c', 'd', 'in sight']);
  for (const name of ['a', 'c', 'd', 'in sight', 'e']) await settle(name, answer);
  assert.deepEqual(rests, []);
  await settle('f', answer);
  assert.deepEqual(rests, [undefined]);
});

test('given a failure that is one number’s own when it ends then the others go on', async () => {
  const { queue, names, settle, ended, rests } = watched(['a', 'b', 'c', 'd', 'e']);
  queue.pump();
  await settle('a', new LookupError('server', 'It failed.', { status: 500 }));
  await settle('b', new LookupError('bad-response', 'No answer.', { status: 200 }));
  assert.deepEqual(ended, [['a', 'server'], ['b', 'bad-response']]);
  assert.deepEqual(names(), ['a', 'b', 'c', 'd', 'e']);
  for (const name of ['c', 'd', 'e']) await settle(name, answer);
  assert.deepEqual(rests, [undefined]);
});

test('given what stands in the way of all when a lookup meets it then nothing more begins until it is resumed', async () => {
  for (const [code, fields] of [['quota-exhausted', { status: 429 }], ['unauthorized', { status: 401 }], ['bad-response', {}]] as const) {
    // given
    const { queue, names, settle, ended, rests } = watched(['a', 'b', 'c', 'd', 'e']);
    queue.pump();

    // when
    await settle('a', new LookupError(code, 'No.', fields));
    await settle('b', answer);
    for (const name of ['c', 'd']) await settle(name, new LookupError(code, 'No.', fields));

    // then
    assert.deepEqual(names(), ['a', 'b', 'c', 'd'], code);
    assert.deepEqual(ended, [['a', 'skipped'], ['b', 'answered'], ['c', 'skipped'], ['d', 'skipped']]);
    assert.deepEqual(rests, [code]);
    queue.pump();
    assert.equal(names().length, 4);
    queue.resume();
    assert.deepEqual(names().slice(4), ['e', 'a', 'c', 'd']);
  }
});

test('given a connection that is gone when four have failed by it then it is no single number’s', async () => {
  const { queue, settle, ended, rests } = watched(['a', 'b', 'c', 'd', 'e']);
  queue.pump();
  for (const name of ['a', 'b', 'c', 'd']) await settle(name, new LookupError('network', 'Gone.'));
  assert.deepEqual(ended.map(([, how]) => how), ['network', 'network', 'network', 'skipped']);
  await settle('e', answer);
  assert.deepEqual(rests, ['network']);
});

test('given a service that says too many when it asks to wait then all wait, and the row is asked for again', async () => {
  // given
  const { queue, names, settle, ended } = watched(['a', 'b', 'c', 'd', 'e']);
  const refusal = (): LookupError => new LookupError('rate-limited', 'Wait.', { status: 429, retryAfterMs: 5 });
  queue.pump();

  // when
  await settle('a', refusal());
  await settle('b', answer);

  // then
  assert.deepEqual(names(), ['a', 'b', 'c', 'd'], 'nothing begins meanwhile');
  assert.ok(queue.isWorking);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(names().slice(4), ['e', 'a']);
  await settle('a', refusal());
  await new Promise((resolve) => setTimeout(resolve, 20));
  await settle('a', refusal());
  assert.deepEqual(ended.filter(([name]) => name === 'a').map(([, how]) => how), ['skipped', 'skipped', 'rate-limited']);
});

test('given a queue that something stands in the way of when stopped for other rows then it begins anew', async () => {
  const { queue, names, settle, waiting } = watched(['a']);
  queue.pump();
  await settle('a', new LookupError('quota-exhausted', 'No.', { status: 429 }));
  waiting.splice(0, 1, { name: 'other' });
  queue.pump();
  assert.deepEqual(names(), ['a']);
  queue.stop();
  queue.pump();
  assert.deepEqual(names(), ['a', 'other']);
});

test('given lookups under way when stopped then each is aborted, and a late answer lands nowhere', async () => {
  const { queue, asked, settle, ended, waiting } = watched(['a', 'b']);
  queue.pump();
  queue.stop();
  assert.deepEqual(asked.map(({ signal }) => signal.aborted), [true, true]);
  assert.deepEqual(ended, [['a', 'skipped'], ['b', 'skipped']]);
  await settle('a', answer);
  assert.equal(ended.length, 2);
  assert.equal(waiting.length, 2);
  assert.ok(!queue.isWorking);
});
