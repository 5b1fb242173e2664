// Completes what the analyzer makes of the sources: what setters take, the values of attributes with their
// descriptions, the members of events, and modules by the names that people import.

/** The elements: the class, that of its attributes, the module that exports it, and the one that registers it. */
const ELEMENTS = [
  { name: 'PhoneProfileElement', attributes: 'AttributesElement', module: 'index.js', definition: 'define.js' },
  { name: 'PhoneProfileListElement', attributes: 'ListAttributesElement', module: 'list.js', definition: 'define-list.js' },
];
/** What all events of the card hold. */
const DETAIL = 'PhoneProfileEventDetail';

/** @param {{ version: string }} options */
export function manifestPlugin({ version }) {
  /** What each property takes, in TypeScript, by class and name. */
  const accepts = new Map();
  /** The documented values of each property, likewise. */
  const values = new Map();
  /** What the `detail` of an event holds, in Markdown. */
  const detail = [];

  return {
    name: 'phone-profile-manifest',

    analyzePhase({ ts, node }) {
      const key = node.name && `${node.parent?.name?.text}.${node.name.getText()}`;
      if (ts.isSetAccessor(node)) accepts.set(key, node.parameters[0].type.getText());
      if (ts.isGetAccessor(node)) {
        const tags = ts.getJSDocTags(node).filter((tag) => tag.tagName.text === 'value');
        if (tags.length) values.set(key, tags.map((tag) => namedIn(ts.getTextOfJSDocComment(tag.comment))));
      }
      if (ts.isInterfaceDeclaration(node) && node.name.text === DETAIL) {
        for (const member of node.members) {
          const name = `${member.name.getText()}${member.questionToken ? '?' : ''}`;
          detail.push(`- \`${name}: ${member.type.getText()}\`: ${member.jsDoc[0].comment}`);
        }
      }
    },

    packageLinkPhase({ customElementsManifest }) {
      const declarations = customElementsManifest.modules.flatMap((module) => module.declarations);
      const modules = ELEMENTS.flatMap((known) => {
        const element = declarations.find((declaration) => declaration.name === known.name);
        const of = (map, property) => map.get(`${known.name}.${property}`) ?? map.get(`${known.attributes}.${property}`);
        const isCard = known === ELEMENTS[0];
        const events = element.events.filter((event) => event.name?.startsWith('phone-profile-'));
        Object.assign(element, {
          superclass: { name: 'HTMLElement', package: 'global:' },
          attributes: element.attributes.map((found) => attribute(found, of)),
          members: [...element.members.filter(isPublic).map((found) => member(found, of)), langOf(element)],
          events: isCard ? events.map(event) : events,
          cssProperties: element.cssProperties.map(({ type, ...property }) => ({ ...property, syntax: type.text })),
        });
        return [
          module(known.module, known, [element], { kind: 'js', name: known.name }),
          module(known.definition, known, [], { kind: 'custom-element-definition', name: element.tagName }),
        ];
      });
      Object.assign(customElementsManifest, {
        schemaVersion: '2.1.0',
        readme: 'README.md',
        modules,
      });
    },
  };

  function member(found, of) {
    const { inheritedFrom, ...own } = withPlainText(found);
    if (own.kind !== 'field') return own;
    if (own.name === 'version') return { ...own, default: `'${version}'` };
    if (own.static) return { ...own, default: undefined };
    return {
      ...own,
      ...(own.attribute && { reflects: true }),
      ...(own.name === 'state' && { attribute: 'state', reflects: true }),
      ...(own.name === 'numbers' && { attribute: 'numbers' }),
      ...(own.readonly || { accepts: { text: of(accepts, own.name) } }),
    };
  }

  function attribute(found, of) {
    const { inheritedFrom, ...own } = withPlainText(found);
    const documented = of(values, own.fieldName ?? own.name);
    return {
      ...own,
      // A missing attribute is no value.
      type: { text: documented ? union(documented, own.type.text) : own.type.text.replace(' | null', '') },
      ...(own.name === 'state' && { fieldName: 'state' }),
      ...(['lang', 'numbers'].includes(own.name) && { fieldName: own.name }),
      ...(documented && { values: documented }),
    };
  }

  function event(found) {
    return { ...found, description: `${found.description}\n\n\`detail\` holds:\n${detail.join('\n')}` };
  }
}

function isPublic({ name, privacy }) {
  return privacy !== 'private' && !name.startsWith('#');
}

/** Every element's property, for its attribute. */
function langOf({ attributes }) {
  const { name, type, description } = attributes.find(({ name }) => name === 'lang');
  const inheritedFrom = { name: 'HTMLElement', package: 'global:' };
  return { kind: 'field', name, attribute: name, reflects: true, type, accepts: type, description, inheritedFrom };
}

/** `name - A sentence.` */
function namedIn(text) {
  const [name, ...description] = text.split(' - ');
  return { name: name.trim(), description: description.join(' - ').replace(/\s+/g, ' ').trim() };
}

/** Numbers aren't quoted. */
function union(values, type) {
  const isNumber = (name) => type.includes('number') && /^\d+$/.test(name);
  return values.map(({ name }) => (isNumber(name) ? name : `'${name}'`)).join(' | ');
}

/** Descriptions without the line breaks of the source. */
function withPlainText(entry) {
  return { ...entry, description: entry.description?.replace(/\s*\n\s*/g, ' ') };
}

function module(path, { name, module }, declarations, exported) {
  return {
    kind: 'javascript-module',
    path,
    declarations,
    exports: [{ ...exported, declaration: { name, module } }],
  };
}
