// What is generated for editors and frameworks has at least what the first version had, which `reference/` keeps.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { editorData } from '../build/editor-data.mjs';
import { customElementsManifest } from '../build/manifest.mjs';
import { typings } from '../build/typings.mjs';

const reference = (name) => readFileSync(new URL(`./reference/${name}`, import.meta.url), 'utf8');
const manifest = customElementsManifest();
const [element] = manifest.modules[0].declarations;
const editors = editorData(manifest, '0.1.0');

const byName = (list) => new Map(list.map((entry) => [entry.name, entry]));
const describes = (entry) => Boolean(entry.description?.value ?? entry.description);

/** Every entry is there under its name, with a description where it had one, and with the same of these members. */
function assertHolds(before, now, ...same) {
  assert.ok(before.length > 0);
  const found = byName(now);
  for (const entry of before) {
    const counterpart = found.get(entry.name);
    assert.ok(counterpart, entry.name);
    if (describes(entry)) assert.ok(describes(counterpart), entry.name);
    for (const member of same) assert.deepEqual(counterpart[member], entry[member], `${entry.name}.${member}`);
  }
}

test('given the reference, when the custom-elements manifest is generated, then it has all of it', () => {
  const before = JSON.parse(reference('custom-elements.json'));
  assert.equal(manifest.schemaVersion, before.schemaVersion);
  const exportsOf = ({ modules }) => modules.map(({ path, exports }) => ({ path, exports }));
  const exported = exportsOf(manifest);
  assert.deepEqual(exported.slice(0, before.modules.length), exportsOf(before));
  assert.deepEqual(exported.slice(before.modules.length).map(({ path }) => path), ['list.js', 'define-list.js']);
  const [was] = before.modules[0].declarations;
  for (const member of ['kind', 'customElement', 'name', 'tagName', 'summary', 'superclass']) {
    assert.deepEqual(element[member], was[member], member);
  }
  assertHolds(was.attributes.filter(({ values }) => !values), element.attributes, 'fieldName', 'default');
  assertHolds(was.members, element.members, 'kind', 'attribute', 'reflects', 'readonly', 'default', 'static', 'inheritedFrom', 'return');
  assertHolds(was.events, element.events, 'type');
  assertHolds(was.slots, element.slots, 'description');
  assertHolds(was.cssParts, element.cssParts, 'description');
  assertHolds(was.cssProperties, element.cssProperties, 'syntax', 'default', 'description');
  assertHolds(was.cssStates, element.cssStates, 'description');
  const types = (entries) => Object.fromEntries(entries.filter(({ type }) => type).map(({ name, type }) => [name, words(type.text)]));
  const [typesBefore, typesNow] = [types([...was.attributes, ...was.members]), types([...element.attributes, ...element.members])];
  for (const [name, type] of Object.entries(typesBefore)) assert.deepEqual(typesNow[name], type, name);
});

test('given the reference, when the data for Visual Studio Code is generated, then it has all of it', () => {
  const html = JSON.parse(reference('vscode.html-custom-data.json'));
  const [was] = html.tags;
  const [tag] = editors['vscode.html-custom-data.json'].tags;
  assert.equal(tag.name, was.name);
  assertHolds(was.attributes, tag.attributes, 'valueSet');
  const attributes = byName(tag.attributes);
  for (const { name, values } of was.attributes) {
    if (values) assertHolds(values, attributes.get(name).values, 'description');
  }
  for (const { name } of [...element.events, ...element.slots]) assert.ok(tag.description.includes(name), name);

  const css = JSON.parse(reference('vscode.css-custom-data.json'));
  const now = editors['vscode.css-custom-data.json'];
  for (const list of ['properties', 'pseudoElements', 'pseudoClasses']) assertHolds(css[list], now[list]);
  for (const { description } of now.properties) assert.match(description, /Default: `.+`\./);
});

test('given the reference, when web-types are generated, then they have all of it', () => {
  const before = JSON.parse(reference('web-types.json'));
  const now = editors['web-types.json'];
  for (const member of ['name', 'version', 'description-markup', 'js-types-syntax']) assert.equal(now[member], before[member]);
  const [was] = before.contributions.html.elements;
  const [tag] = now.contributions.html.elements;
  assertHolds(was.attributes, tag.attributes, 'value', 'default');
  assertHolds(was.slots, tag.slots, 'description');
  // A property that says nothing about it can be set.
  const withAccess = (property) => ({ ...property, 'read-only': property['read-only'] ?? false });
  assertHolds(was.js.properties.map(withAccess), tag.js.properties, 'type', 'read-only');
  assertHolds(was.js.events, [...(tag.events ?? []), ...(tag.js.events ?? [])], 'type');
  const css = { ...now.contributions.css, ...tag.css };
  assertHolds(was.css.properties, css.properties);
  assertHolds(was.css.parts, css.parts ?? css['pseudo-elements'].map(partName));
  assertHolds(was.css['pseudo-classes'], css['pseudo-classes'], 'description');
});

test('given the reference, when typings of frameworks are generated, then they have every member and type', () => {
  for (const [name, text] of Object.entries(typings(manifest))) {
    const members = (source) => source.match(/^ {2}('[^']+'|\w+)\?: .+;$/gm).map((line) => line.trim());
    const found = new Set(members(text));
    for (const member of members(reference(`${name}.txt`))) assert.ok(found.has(member), `${name}: ${member}`);
    assert.ok(!/^ {2}state\?/m.test(text), `${name}: only the card sets its state`);
    for (const tag of ['phone-profile', 'phone-profile-list']) assert.ok(text.includes(`'${tag}': `), `${name}: ${tag}`);
  }
});

/** The words of a union, in any order. */
function words(type) {
  return type.split(' | ').sort();
}

function partName(entry) {
  return { ...entry, name: entry.name.replace(/^(::)?part\((.+)\)$/, '$2') };
}
