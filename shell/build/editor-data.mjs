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
    const [element] = manifest.modules[0].declarations;
    return {
      'vscode.html-custom-data.json': htmlData(read('vscode.html-custom-data.json'), element),
      'vscode.css-custom-data.json': cssData(read('vscode.css-custom-data.json'), element),
      'web-types.json': webTypes(read('web-types.json'), element, version),
    };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function htmlData(data, element) {
  const [tag] = data.tags;
  tag.attributes = settableAttributes(element).map((attribute) => ({
    name: attribute.name,
    description: markdown(described(attribute)),
    // `v` is the editor's own set, for attributes without a value.
    ...(attribute.type.text === 'boolean' && { valueSet: 'v' }),
    ...(attribute.values && {
      values: attribute.values.map(({ name, description }) => ({ name, description: markdown(description) })),
    }),
  }));
  return data;
}

function cssData(data, element) {
  for (const property of data.properties) {
    property.description = described(find(element.cssProperties, property));
    delete property.values; // the syntaxes, which are no values
  }
  data.pseudoClasses = element.cssStates.map(({ name, description }) => ({
    name: `:state(${name})`,
    description: `\`<${element.tagName}>\`: ${description}`,
  }));
  return data;
}

function webTypes(data, element, version) {
  const [tag] = data.contributions.html.elements;
  const { css } = data.contributions;
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
  for (const property of css.properties) property.description = described(find(element.cssProperties, property));
  css['pseudo-classes'] = element.cssStates.map(({ name, description }) => ({ name: `state(${name})`, description }));
  return { ...data, name: element.tagName, version, 'js-types-syntax': 'typescript' };
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
