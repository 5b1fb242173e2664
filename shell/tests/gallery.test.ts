// What is chosen in the gallery as its address has it, and the code that it gives away.

import assert from 'node:assert/strict';
import test from 'node:test';
import { addressOf, choiceIn, CONTROLS, usual, type Choice } from '../src/gallery/choice.js';
import { cellNamed, GROUPS } from '../src/gallery/cells.js';
import { attributesOf, cssOf } from '../src/gallery/code.js';
import { fetcherOf, fetcherSource, source, type Reply } from '../src/gallery/replies.js';

const USUAL = choiceIn([]);
const read = (address: string): Choice => choiceIn(new URL(address, 'https://gateway.example/gallery/').searchParams);

/** A value of a control that is not the usual one. */
function another(control: (typeof CONTROLS)[number]): string {
  switch (control.kind) {
    case 'options':
      return control.options.at(-1)?.value ?? '';
    case 'range':
      return String(control.least);
    case 'switch':
      return 'on';
  }
}

test('given nothing chosen when written as an address then it says nothing', () => {
  assert.equal(addressOf(USUAL), './');
  assert.equal(addressOf(USUAL, 'server'), '?cell=server');
});

test('given each control moved when written and read again then all of it is there', () => {
  const choice = Object.fromEntries(CONTROLS.map((control) => [control.name, another(control)]));
  for (const control of CONTROLS) assert.notEqual(choice[control.name], usual(control), control.name);
  assert.deepEqual(read(addressOf(choice, 'loading')), choice);
});

test('given what no control has when read then it is as usual', () => {
  for (const query of ['?variant=poster', '?width=79', '?width=421', '?width=', '?width=wide', '?density=NaN', '?mask=off', '?lang=xx', '?dir=up']) {
    assert.deepEqual(read(query), USUAL, query);
  }
});

test('given a choice when attributes and rules are made then only what differs is in them', () => {
  const cell = cellNamed('masked');
  assert.ok(cell);
  assert.deepEqual(attributesOf(cell, USUAL), { mask: '' });
  assert.equal(cssOf(USUAL), '');
  const choice = read('?variant=compact&lang=ar&theme=dark&width=200&density=0.8&font-size=20');
  assert.deepEqual(attributesOf(cell, choice), { mask: '', variant: 'compact', theme: 'dark', lang: 'ar' });
  assert.equal(cssOf(choice), 'phone-profile {\n  max-inline-size: 200px;\n  font-size: 20px;\n  --phone-profile-density: 0.8;\n}\n');
});

test('given all cells when compared then each has a name and a number of its own', () => {
  const cells = GROUPS.flatMap((group) => group.cells);
  const numbers = cells.flatMap(({ attributes, profile }) => profile?.number ?? attributes['number'] ?? []);
  for (const list of [cells.map(({ id }) => id), cells.map(({ title }) => title), numbers]) assert.equal(new Set(list).size, list.length);
  for (const number of numbers) assert.match(number, /^(12|\+1310555 ?01\d\d)$/);
});

test('given replies when their source is run then it answers as they do', async () => {
  const replies: Reply[] = [
    { kind: 'answer', status: 402, body: { code: 'quota', list: [1, { a: '"b":' }] } },
    { kind: 'answer', status: 200, body: {} },
  ];
  for (const reply of replies) {
    const written = new Function(`return ${fetcherSource(reply)}`)() as typeof fetch;
    const [one, other] = await Promise.all([fetcherOf(reply)('/lookup'), written('/lookup')]);
    assert.deepEqual([one.status, await one.json()], [other.status, await other.json()]);
  }
  for (const fetcher of [fetcherOf({ kind: 'unreachable' }), new Function(`return ${fetcherSource({ kind: 'unreachable' })}`)()]) {
    await assert.rejects(fetcher('/lookup'), TypeError);
  }
});

test('given values when written as source then names have no quotes and texts stay as they are', () => {
  const value = { isWhatsApp: true, name: 'a\n  "b": c', 'two words': null };
  const written = source(value);
  assert.match(written, /^ {2}isWhatsApp: true,$/m);
  assert.deepEqual(new Function(`return (${written})`)(), value);
});
