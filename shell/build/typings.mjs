// Typings of <phone-profile> for frameworks, which know nothing of an element's class. What a framework sets as an
// attribute, as a property, or listens to differs. The analyzer's plugins for them know neither what setters take, nor
// React 18, nor numbers as texts, and import no types: so these are written here.

import { settableAttributes } from './settable-attributes.mjs';

/** Text by file name. */
export function typings(manifest) {
  const elements = manifest.modules.flatMap(({ declarations }) => declarations);
  return {
    'jsx.d.ts': react(elements),
    'preact.d.ts': preact(elements),
    'solid.d.ts': solid(elements),
    'vue.d.ts': vue(elements),
    'svelte.d.ts': svelte(elements),
  };
}

/**
 * Until version 18, React sets attributes only: a property such as `profile` would become the attribute
 * `profile="[object Object]"`, `false` the text "false", and `className` an attribute of that name. So which types hold
 * is decided by the React that they are used with.
 */
function react(elements) {
  const types = elements.map((element) => {
    const { prefix } = names(element);
    const booleans = ownAttributes(element).filter(isBoolean);
    const listeners = members([
      ...listenersOf(element, (name) => `on${name}`),
      ...listenersOf(element, (name) => `on${name}Capture`),
    ]);
    return `${LISTENERS[element.tagName]}
/** The attributes. */
export interface ${prefix}Attributes ${members(attributesOf(element))}

/** What React sets as properties, from version 19 on, once the element is defined. */
export interface ${prefix}Properties ${members(propertiesOf(element))}

/** What React adds as listeners, from version 19 on. */
export interface ${prefix}Listeners ${listeners}

/** What \`<${element.tagName}>\` takes, by the version of React. */
export type ${prefix}Props = typeof React extends { useActionState: unknown }
  ? Base<${element.name}> & ${prefix}Attributes & ${prefix}Properties & ${prefix}Listeners
  : Omit<Base<${element.name}>, 'className'> &
      Omit<${prefix}Attributes, ${booleans.map(({ name }) => `'${name}'`).join(' | ')}> &
      // On once they are there: React 18 writes \`false\` into them.
      { ${booleans.map(({ name }) => `'${name}'?: '' | true | null | undefined`).join('; ')} } &
      { [Name in keyof ${prefix}Listeners]?: undefined };
`;
  });
  return `${head("React's JSX")}import type * as React from 'react';
${TYPES}
type Base<Own> = React.DetailedHTMLProps<React.HTMLAttributes<Own>, Own> & {
  class?: string | undefined;
};

${types.join('\n')}
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${intrinsic(elements, ({ prefix }) => `${prefix}Props`)}    }
  }
}
`;
}

/** Properties where the element has them, attributes otherwise, and listeners. */
function preact(elements) {
  const props = (element) => [
    ...attributesOf(element),
    ...propertiesOf(element),
    ...listenersOf(element, (name) => `on${name}`),
    ...listenersOf(element, (name) => `on${name}Capture`),
  ];
  return `${head("Preact's JSX")}import type { HTMLAttributes } from 'preact';
${TYPES}
${propsOf(elements, props)}
declare global {
  namespace preact.JSX {
    interface IntrinsicElements {
${intrinsic(elements, ({ name, prefix }) => `HTMLAttributes<${name}> & ${prefix}Props`)}    }
  }
}
`;
}

/** Expressions set properties, also by their attributes' names. */
function solid(elements) {
  const props = (element) => [
    ...attributesOf(element),
    ...propertiesOf(element),
    ...settableOnly(element).map((property) => ({ ...property, name: `prop:${property.name}` })),
    ...listenersOf(element, (name) => `on:${name}`),
  ];
  return `${head("Solid's JSX")}import 'solid-js';
${TYPES}
${propsOf(elements, props)}
declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
${intrinsic(elements, ({ name, prefix }) => `HTMLAttributes<${name}> & ${prefix}Props`)}    }
  }
}
`;
}

/**
 * Vue's compiler options have to name the element (\`isCustomElement\`); its checker looks members up in camel case,
 * whichever way a template writes them.
 */
function vue(elements) {
  const props = (element) => [
    ...attributesOf(element),
    ...ownAttributes(element)
      .filter(({ name, fieldName }) => name !== fieldName)
      .map((attribute) => ({ ...asMember(element, attribute), name: attribute.fieldName })),
    ...settableOnly(element),
    ...listenersOf(element, (name) => `on${pascalCase(name)}`),
  ];
  const emits = elements.map((element) => {
    const calls = element.events.map(({ name, description }) => {
      return `${comment(summary(description))}  (name: '${name}', event: ${heard(element, name)}): void;\n`;
    });
    return `/** The events, as templates name them. */
export interface ${names(element).prefix}Emits {
${calls.join('')}}
`;
  });
  const components = elements.map((element) => {
    const { prefix } = names(element);
    return `    '${element.tagName}': new () => ${element.name} & {
      /** Only for the checker: elements have none. */
      $props: HTMLAttributes & ${prefix}Props & PublicProps;
      /** Only for the checker: elements have none. */
      $emit: ${prefix}Emits;
    };
`;
  });
  return `${head("Vue's templates")}import type { HTMLAttributes, PublicProps } from 'vue';
${TYPES}
${propsOf(elements, props)}
${emits.join('\n')}
declare module 'vue' {
  // Vue's own types don't have the attribute that puts an element into a slot.
  interface HTMLAttributes {
    slot?: string | undefined;
  }
  interface GlobalComponents {
${components.join('')}  }
}
`;
}

/** Properties where the element has them, attributes otherwise, and listeners in the way of version 4 and of version 5. */
function svelte(elements) {
  const props = (element) => [
    ...attributesOf(element),
    ...propertiesOf(element),
    ...listenersOf(element, (name) => `on:${name}`),
    ...listenersOf(element, (name) => `on${name}`),
    ...listenersOf(element, (name) => `on${name}capture`),
  ];
  const attributes = elements.map((element) => {
    return `    '${element.tagName}': HTMLAttributes<${element.name}> & ${names(element).prefix}Props;\n`;
  });
  return `${head("Svelte's templates")}import type { HTMLAttributes } from 'svelte/elements';
${TYPES}
${propsOf(elements, props)}
declare module 'svelte/elements' {
  interface SvelteHTMLElements {
${attributes.join('')}  }
}
`;
}

const TYPES = `import type { PhoneProfileElement, PhoneProfileEvent, Profile, Strings } from './index.js';
import type {
  PhoneProfileListColumn,
  PhoneProfileListElement,
  PhoneProfileListEventMap,
  PhoneProfileListFilter,
  PhoneProfileListRow,
  PhoneProfileListSort,
  PhoneProfileListStrings,
} from './list.js';
`;

/** The types of listeners, by the element that hears. */
const LISTENERS = {
  'phone-profile': `/** As the card itself hears it. */
type Heard = PhoneProfileEvent & { readonly currentTarget: PhoneProfileElement };
type Listener = ((event: Heard) => void) | null | undefined;
`,
  'phone-profile-list': `/** As the list itself hears it. */
type ListHeard<Name extends keyof PhoneProfileListEventMap> = PhoneProfileListEventMap[Name] & {
  readonly currentTarget: PhoneProfileListElement;
};
type ListListener<Name extends keyof PhoneProfileListEventMap> = ((event: ListHeard<Name>) => void) | null | undefined;
`,
};

/** `PhoneProfileListElement` → `PhoneProfileList` */
function names({ name }) {
  return { name, prefix: name.replace(/Element$/, '') };
}

function isCard({ tagName }) {
  return tagName === 'phone-profile';
}

/** The type of an event as its own element hears it. */
function heard(element, event) {
  return isCard(element) ? 'Heard' : `ListHeard<'${event}'>`;
}

function propsOf(elements, props) {
  const types = elements.map((element) => {
    const { prefix } = names(element);
    return `${LISTENERS[element.tagName]}
/** What the element takes. */
export interface ${prefix}Props ${members(props(element))}
`;
  });
  return types.join('\n');
}

function intrinsic(elements, type) {
  return elements.map((element) => `      '${element.tagName}': ${type(names(element))};\n`).join('');
}

function head(whose) {
  return `/** Types of \`<phone-profile>\` and \`<phone-profile-list>\` in ${whose}. Generated: changes here are lost. */\n\n`;
}

/** The attributes that pages set and that frameworks don't know yet. */
function ownAttributes(element) {
  return settableAttributes(element).filter(({ name }) => name !== 'lang');
}

function attributesOf(element) {
  return ownAttributes(element).map((attribute) => asMember(element, attribute));
}

/** An attribute may be given as what its property takes, and the same written as text. */
function asMember(element, attribute) {
  const { name, type, default: given, description } = attribute;
  const { accepts } = field(element, attribute.fieldName);
  const text = given ? `${description} Default: \`${given}\`.` : description;
  if (isBoolean(attribute)) return { name, type: `'' | ${accepts.text}`, text };
  const numbers = type.text.split(' | ').filter((word) => word === 'number' || /^\d+$/.test(word));
  return { name, type: numbers.length ? `${accepts.text} | \`\${${numbers.join(' | ')}}\`` : accepts.text, text };
}

/** The properties that go by other names than their attributes, and those without attributes. */
function propertiesOf(element) {
  const renamed = ownAttributes(element)
    .filter(({ name, fieldName }) => name !== fieldName)
    .map(({ fieldName, description, default: given }) => ({
      name: fieldName,
      type: field(element, fieldName).accepts.text,
      text: given ? `${description} Default: \`${given}\`.` : description,
    }));
  return [...renamed, ...settableOnly(element)];
}

/** What can be set as a property only. */
function settableOnly({ members }) {
  return members
    .filter(({ accepts, attribute }) => accepts && !attribute)
    .map(({ name, accepts, description }) => ({ name, type: accepts.text, text: description }));
}

/** A listener for each event, under the name that the framework gives it. */
function listenersOf(element, named) {
  const type = (name) => (isCard(element) ? 'Listener' : `ListListener<'${name}'>`);
  return element.events.map(({ name, description }) => ({ name: named(name), type: type(name), text: summary(description) }));
}

/** Without what its detail holds. */
function summary(description) {
  return description.split('\n', 1)[0];
}

function isBoolean({ type }) {
  return type.text === 'boolean';
}

function field({ members }, name) {
  return members.find((member) => member.name === name);
}

function members(list) {
  const lines = list.map(({ name, type, text }) => {
    const key = /^\w+$/.test(name) ? name : `'${name}'`;
    return `${comment(text)}  ${key}?: ${type};\n`;
  });
  return `{\n${lines.join('')}}`;
}

function comment(text) {
  return `  /** ${text} */\n`;
}

/** `phone-profile-load` → `PhoneProfileLoad` */
function pascalCase(name) {
  return name.replace(/(?:^|-)(.)/g, (_, letter) => letter.toUpperCase());
}
