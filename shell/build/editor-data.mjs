// What editors read: custom data for Visual Studio Code and web-types for JetBrains. Generated from the manifest by the
// analyzer's plugins, and completed by what these leave out: the values' descriptions, defaults, and CSS states.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateJetBrainsWebTypes } from 'custom-element-jet-brains-integration';
import { generateVsCodeCustomElementData } from 'custom-element-vs-code-integration';
import { settableAttributes } from './settable-attributes.mjs';

/** Text and JSON by file name. */
export function editorData(manifest, version) {
  const dir = mkdtempSync(join(tmpdir(), 'phone-profile-'));
  try {
    const options = { outdir: dir, hideLogs: true };
    generateVsCodeCustomElementData(structuredClone(manifest), options);
    generateJetBrainsWebTypes(structuredClone(manifest), { ...options, packageJson: false, hideCssPropertiesDocs: true });
    const read = (name) => JSON.parse(readFileSync(join(dir, name), 'utf8'));
    const elements = manifest.modules.flatMap(({ declarations }) => declarations);
    return {
      'vscode.html-custom-data.json': htmlData(read('vscode.html-custom-data.json'), elements),
      'vscode.css-custom-data.json': cssData(read('vscode.css-custom-data.json'), elements),
      'web-types.json': webTypes(read('web-types.json'), elements, version),
    };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function htmlData(data, elements) {
  for (const tag of data.tags) {
    tag.attributes = settableAttributes(named(elements, tag)).map((attribute) => ({
      name: attribute.name,
      description: markdown(described(attribute)),
      // `v` is the editor's own set, for attributes without a value.
      ...(attribute.type.text === 'boolean' && { valueSet: 'v' }),
      ...(attribute.values && {
        values: attribute.values.map(({ name, description }) => ({ name, description: markdown(description) })),
      }),
    }));
  }
  return data;
}

function cssData(data, elements) {
  const known = elements.flatMap(({ cssProperties }) => cssProperties);
  for (const property of data.properties) {
    property.description = described(find(known, property));
    delete property.values; // the syntaxes, which are no values
  }
  data.pseudoClasses = elements.flatMap(({ tagName, cssStates = [] }) =>
    cssStates.map(({ name, description }) => ({ name: `:state(${name})`, description: `\`<${tagName}>\`: ${description}` })),
  );
  return data;
}

function webTypes(data, elements, version) {
  const { css, html } = data.contributions;
  for (const tag of html.elements) {
    const element = named(elements, tag);
    tag.attributes = settableAttributes(element).map(({ name, description, default: given, type }) => ({
      name,
      description,
      value: type.text === 'boolean' ? { kind: 'no-value' } : { type: type.text, required: true },
      ...(given && type.text !== 'boolean' && { default: given.replaceAll("'", '') }),
    }));
    tag.js.properties = element.members
      .filter((member) => member.kind === 'field' && !member.static)
      .map(({ name, description, type, accepts, readonly = false }) => ({
        name,
        description,
        type: (accepts ?? type).text,
        'read-only': readonly,
      }));
  }
  const known = elements.flatMap(({ cssProperties }) => cssProperties);
  for (const property of css.properties) property.description = described(find(known, property));
  css['pseudo-classes'] = elements.flatMap(({ cssStates = [] }) =>
    cssStates.map(({ name, description }) => ({ name: `state(${name})`, description })),
  );
  return { ...data, name: elements[0].tagName, version, 'js-types-syntax': 'typescript' };
}

function named(elements, { name }) {
  return elements.find(({ tagName }) => tagName === name);
}

function find(entries, { name }) {
  return entries.find((entry) => entry.name === name);
}

/** The description, with the default. */
function described({ description, default: given, type }) {
  return given && type?.text !== 'boolean' ? `${description} Default: \`${given.replaceAll("'", '')}\`.` : description;
}

function markdown(value) {
  return { kind: 'markdown', value };
}
