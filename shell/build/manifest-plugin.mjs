// Completes what the analyzer makes of the sources: what setters take, the values of attributes with their
// descriptions, the members of events, and modules by the names that people import.

const CLASS = 'PhoneProfileElement';
const DETAIL = 'PhoneProfileEventDetail';

/** @param {{ version: string }} options */
export function manifestPlugin({ version }) {
  /** What each property takes, in TypeScript. */
  const accepts = new Map();
  /** The documented values of each property. */
  const values = new Map();
  /** What the `detail` of an event holds, in Markdown. */
  const detail = [];

  return {
    name: 'phone-profile-manifest',

    analyzePhase({ ts, node }) {
      if (ts.isSetAccessor(node)) accepts.set(node.name.getText(), node.parameters[0].type.getText());
      if (ts.isGetAccessor(node)) {
        const tags = ts.getJSDocTags(node).filter((tag) => tag.tagName.text === 'value');
        if (tags.length) values.set(node.name.getText(), tags.map((tag) => namedIn(ts.getTextOfJSDocComment(tag.comment))));
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
      const element = declarations.find((declaration) => declaration.name === CLASS);
      Object.assign(element, {
        superclass: { name: 'HTMLElement', package: 'global:' },
        attributes: element.attributes.map(attribute),
        members: [...element.members.filter(isPublic).map(member), langOf(element)],
        events: element.events.filter((event) => event.name).map(event),
        cssProperties: element.cssProperties.map(({ type, ...property }) => ({ ...property, syntax: type.text })),
      });
      Object.assign(customElementsManifest, {
        schemaVersion: '2.1.0',
        readme: 'README.md',
        modules: [
          module('index.js', [element], { kind: 'js', name: CLASS }),
          module('define.js', [], { kind: 'custom-element-definition', name: element.tagName }),
        ],
      });
    },
  };

  function member(found) {
    const { inheritedFrom, ...own } = withPlainText(found);
    if (own.kind !== 'field') return own;
    if (own.name === 'version') return { ...own, default: `'${version}'` };
    if (own.static) return { ...own, default: undefined };
    return {
      ...own,
      ...(own.attribute && { reflects: true }),
      ...(own.name === 'state' && { attribute: 'state', reflects: true }),
      ...(own.readonly || { accepts: { text: accepts.get(own.name) } }),
    };
  }

  function attribute(found) {
    const { inheritedFrom, ...own } = withPlainText(found);
    const documented = values.get(own.fieldName ?? own.name);
    return {
      ...own,
      // A missing attribute is no value.
      type: { text: documented ? union(documented, own.type.text) : own.type.text.replace(' | null', '') },
      ...(own.name === 'state' && { fieldName: 'state' }),
      ...(own.name === 'lang' && { fieldName: 'lang' }),
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
  const quote = type === 'number' ? '' : "'";
  return values.map(({ name }) => `${quote}${name}${quote}`).join(' | ');
}

/** Descriptions without the line breaks of the source. */
function withPlainText(entry) {
  return { ...entry, description: entry.description?.replace(/\s*\n\s*/g, ' ') };
}

function module(path, declarations, exported) {
  return {
    kind: 'javascript-module',
    path,
    declarations,
    exports: [{ ...exported, declaration: { name: CLASS, module: 'index.js' } }],
  };
}
