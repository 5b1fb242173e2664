// Typings of <phone-profile> for frameworks, which know nothing of an element's class. What a framework sets as an
// attribute, as a property, or listens to differs. The analyzer's plugins for them know neither what setters take, nor
// React 18, nor numbers as texts, and import no types: so these are written here.

import { settableAttributes } from './settable-attributes.mjs';

/** Text by file name. */
export function typings(manifest) {
  const [element] = manifest.modules[0].declarations;
  return {
    'jsx.d.ts': react(element),
    'preact.d.ts': preact(element),
    'solid.d.ts': solid(element),
    'vue.d.ts': vue(element),
    'svelte.d.ts': svelte(element),
  };
}

/**
 * Until version 18, React sets attributes only: a property such as `profile` would become the attribute
 * `profile="[object Object]"`, `false` the text "false", and `className` an attribute of that name. So which types hold
 * is decided by the React that they are used with.
 */
function react(element) {
  const attributes = members(attributesOf(element));
  const booleans = ownAttributes(element).filter(isBoolean);
  const listeners = members([
    ...listenersOf(element, (name) => `on${name}`),
    ...listenersOf(element, (name) => `on${name}Capture`),
  ]);
  return `${head("React's JSX")}import type * as React from 'react';
${TYPES}
${LISTENER}
/** The attributes. */
export interface PhoneProfileAttributes ${attributes}

/** What React sets as properties, from version 19 on, once the element is defined. */
export interface PhoneProfileProperties ${members(propertiesOf(element))}

/** What React adds as listeners, from version 19 on. */
export interface PhoneProfileListeners ${listeners}

type Base = React.DetailedHTMLProps<React.HTMLAttributes<PhoneProfileElement>, PhoneProfileElement> & {
  class?: string | undefined;
};
type Since19 = Base & PhoneProfileAttributes & PhoneProfileProperties & PhoneProfileListeners;
type Until18 = Omit<Base, 'className'> &
  Omit<PhoneProfileAttributes, ${booleans.map(({ name }) => `'${name}'`).join(' | ')}> &
  // On once they are there: React 18 writes \`false\` into them.
  { ${booleans.map(({ name }) => `'${name}'?: '' | true | null | undefined`).join('; ')} } &
  { [Name in keyof PhoneProfileListeners]?: undefined };

/** What \`<phone-profile>\` takes, by the version of React. */
export type PhoneProfileProps = typeof React extends { useActionState: unknown } ? Since19 : Until18;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'phone-profile': PhoneProfileProps;
    }
  }
}
`;
}

/** Properties where the element has them, attributes otherwise, and listeners. */
function preact(element) {
  const props = members([
    ...attributesOf(element),
    ...propertiesOf(element),
    ...listenersOf(element, (name) => `on${name}`),
    ...listenersOf(element, (name) => `on${name}Capture`),
  ]);
  return `${head("Preact's JSX")}import type { HTMLAttributes } from 'preact';
${TYPES}
${LISTENER}
${PROPS} ${props}

declare global {
  namespace preact.JSX {
    interface IntrinsicElements {
      'phone-profile': HTMLAttributes<PhoneProfileElement> & PhoneProfileProps;
    }
  }
}
`;
}

/** Expressions set properties, also by their attributes' names. */
function solid(element) {
  const props = members([
    ...attributesOf(element),
    ...propertiesOf(element),
    ...settableOnly(element).map((property) => ({ ...property, name: `prop:${property.name}` })),
    ...listenersOf(element, (name) => `on:${name}`),
  ]);
  return `${head("Solid's JSX")}import 'solid-js';
${TYPES}
${LISTENER}
${PROPS} ${props}

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'phone-profile': HTMLAttributes<PhoneProfileElement> & PhoneProfileProps;
    }
  }
}
`;
}

/**
 * Vue's compiler options have to name the element (\`isCustomElement\`); its checker looks members up in camel case,
 * whichever way a template writes them.
 */
function vue(element) {
  const camelCased = ownAttributes(element)
    .filter(({ name, fieldName }) => name !== fieldName)
    .map((attribute) => ({ ...asMember(element, attribute), name: attribute.fieldName }));
  const props = members([
    ...attributesOf(element),
    ...camelCased,
    ...settableOnly(element),
    ...listenersOf(element, (name) => `on${pascalCase(name)}`),
  ]);
  const emits = element.events.map(({ name, description }) => `${comment(summary(description))}  (name: '${name}', event: Heard): void;\n`);
  return `${head("Vue's templates")}import type { HTMLAttributes, PublicProps } from 'vue';
${TYPES}
${LISTENER}
${PROPS} ${props}

/** The events, as templates name them. */
export interface PhoneProfileEmits {
${emits.join('')}}

declare module 'vue' {
  // Vue's own types don't have the attribute that puts an element into a slot.
  interface HTMLAttributes {
    slot?: string | undefined;
  }
  interface GlobalComponents {
    'phone-profile': new () => PhoneProfileElement & {
      /** Only for the checker: elements have none. */
      $props: HTMLAttributes & PhoneProfileProps & PublicProps;
      /** Only for the checker: elements have none. */
      $emit: PhoneProfileEmits;
    };
  }
}
`;
}

/** Properties where the element has them, attributes otherwise, and listeners in the way of version 4 and of version 5. */
function svelte(element) {
  const props = members([
    ...attributesOf(element),
    ...propertiesOf(element),
    ...listenersOf(element, (name) => `on:${name}`),
    ...listenersOf(element, (name) => `on${name}`),
    ...listenersOf(element, (name) => `on${name}capture`),
  ]);
  return `${head("Svelte's templates")}import type { HTMLAttributes } from 'svelte/elements';
${TYPES}
${LISTENER}
${PROPS} ${props}

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'phone-profile': HTMLAttributes<PhoneProfileElement> & PhoneProfileProps;
  }
}
`;
}

const TYPES = "import type { PhoneProfileElement, PhoneProfileEvent, Profile, Strings } from './index.js';\n";

const LISTENER = `/** As the card itself hears it. */
type Heard = PhoneProfileEvent & { readonly currentTarget: PhoneProfileElement };
type Listener = ((event: Heard) => void) | null | undefined;
`;

const PROPS = '/** What the element takes. */\nexport interface PhoneProfileProps';

function head(whose) {
  return `/** Types of \`<phone-profile>\` in ${whose}. Generated: changes here are lost. */\n\n`;
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
  const isNumber = accepts.text.includes('number') || attribute.values?.every((value) => /^\d+$/.test(value.name));
  return { name, type: isNumber ? `${accepts.text} | \`\${${type.text}}\`` : accepts.text, text };
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
function listenersOf({ events }, named) {
  return events.map(({ name, description }) => ({ name: named(name), type: 'Listener', text: summary(description) }));
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
