// The reference of both elements, made of the custom-elements manifest.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Writes a page for each element. */
export async function writeElementPages(repository, directory) {
  const shell = (name) => import(pathToFileURL(join(repository, 'shell/build', name)).href);
  const { customElementsManifest } = await shell('manifest.mjs');
  const { settableAttributes } = await shell('settable-attributes.mjs');
  mkdirSync(directory, { recursive: true });
  for (const element of customElementsManifest().modules.flatMap(({ declarations }) => declarations)) {
    writeFileSync(join(directory, `${element.tagName}.md`), elementPage(element, settableAttributes(element)));
  }
}

function elementPage(element, settable) {
  const { tagName, attributes, members, events, slots, cssParts, cssProperties, cssStates } = element;
  const methods = members.filter(({ kind }) => kind === 'method');
  const fields = members.filter(({ kind, static: isStatic }) => kind === 'field' && !isStatic);
  const hasAttribute = ({ name }) => attributes.some(({ fieldName }) => fieldName === name);
  const own = attributes.filter((attribute) => !settable.includes(attribute));
  const named = ({ name, description }) => [code(name) || 'the default one', description];
  const fixed = members.filter(({ kind, static: isStatic }) => kind === 'field' && isStatic);
  return [
    `# ${code(`<${tagName}>`)}`,
    element.description,
    ...section('Attributes', settable.map((one) => attribute(one, fields))),
    ...section('Properties', [
      'Each attribute that a page sets is a property too, under the name that stands with it. These are properties only:',
      ...fields.filter((field) => !hasAttribute(field)).map(property),
    ]),
    ...section('Attributes that it sets itself', own.map((one) => attribute(one, fields))),
    ...section('Methods', methods.map(method)),
    ...section('Events', events.map(event)),
    ...section('Slots', table(['slot', 'is'], slots, named)),
    ...section('Parts', [
      `A page styles them by ${code(`${tagName}::part(name)`)}.`,
      ...table(['part', 'is'], cssParts, named),
    ]),
    ...section('CSS variables', table(['variable', 'is', 'takes', 'default'], cssProperties, (property) => [
      code(property.name),
      property.description,
      code(property.syntax),
      code(property.default),
    ])),
    ...section('CSS states', table(['state', 'is'], cssStates, ({ name, description }) => [
      code(`:state(${name})`),
      description,
    ])),
    ...section('Static properties', fixed.map(property)),
  ].join('\n\n').concat('\n');
}

function section(title, contents) {
  return contents?.length ? [`## ${title}`, ...contents] : [];
}

function attribute({ name, type, fieldName, default: given, values, description }, fields) {
  const field = fields.find((field) => field.name === fieldName);
  const facts = [
    values ? undefined : code(type.text),
    given && `default ${code(given)}`,
    field && `property ${code(fieldName)}${field.accepts ? `, which takes ${code(field.accepts.text)}` : ', read only'}`,
  ];
  return entry(name, facts, description, values);
}

function property({ name, type, accepts, readonly, default: given, description }) {
  const takes = accepts && `takes ${code(accepts.text)}`;
  const facts = [code(type.text), readonly && 'read only', takes, given && `default ${code(given)}`];
  return entry(name, facts, description);
}

function method({ name, parameters = [], return: returned, description }) {
  const list = parameters.map(({ name, optional, type }) => `${name}${optional ? '?' : ''}: ${type.text}`).join(', ');
  return entry(`${name}()`, [code(`${name}(${list}): ${returned?.type.text ?? 'void'}`)], description);
}

function event({ name, type, description }) {
  return entry(name, [code(type.text)], description);
}

/** A heading of its own, so that it can be found and linked to. */
function entry(name, facts, description, values = []) {
  return [
    `### ${code(name)}`,
    facts.filter(Boolean).join('; '),
    description,
    values.map((value) => `- ${code(value.name)}: ${value.description}`).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function table(head, rows, cells) {
  if (!rows?.length) return [];
  const line = (texts) => `| ${texts.map((text) => text.replace(/\s*\n\s*/g, ' ').replace(/\|/g, '\\|')).join(' | ')} |`;
  return [[line(head), line(head.map(() => '---')), ...rows.map((row) => line(cells(row)))].join('\n')];
}

function code(text) {
  return text && `\`${text}\``;
}
