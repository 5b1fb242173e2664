// The reference of functions and types, which TypeDoc makes of the kit's declarations.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Application, Converter, ReflectionKind } from 'typedoc';

/** A page for each module with something to call: its name, the declarations, and the title. */
const MODULES = {
  functions: { entry: 'index', title: 'Functions: `phone-profile`' },
  list: { entry: 'list', title: '`phone-profile/list`' },
  frame: { entry: 'frame', title: '`phone-profile/frame`' },
  testing: { entry: 'testing', title: '`phone-profile/testing`' },
};

/** Classes that have pages of their own. */
const ELEMENTS = { PhoneProfileElement: 'phone-profile.md', PhoneProfileListElement: 'phone-profile-list.md' };

/** What a comment says for the manifest, of which those pages are made. */
const OF_ELEMENTS = ['@tag', '@attr', '@fires', '@slot', '@csspart', '@cssprop', '@cssstate', '@value'];

/** A page that lists the others, as the navigation does. */
const MODULE_LIST = 'modules';

export async function writeFunctionPages(kit, directory) {
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    name: 'phone-profile',
    entryPoints: Object.values(MODULES).map(({ entry }) => join(kit, `types/entries/${entry}.d.ts`)),
    compilerOptions: {
      strict: true,
      target: 'es2022',
      module: 'nodenext',
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: [],
    },
    // The kit's own tests hold the declarations to their types.
    skipErrorChecking: true,
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeProtected: true,
    excludeReferences: true,
    excludeTags: OF_ELEMENTS,
    disableSources: true,
    readme: 'none',
    logLevel: 'Warn',
    // How it is written.
    outputs: [{ name: 'markdown', path: directory }],
    cleanOutputDir: false,
    router: 'module',
    entryFileName: MODULE_LIST,
    hideBreadcrumbs: true,
    hidePageHeader: true,
    useCodeBlocks: true,
    expandObjects: true,
    expandParameters: true,
    groupOrder: ['Functions', 'Variables', 'Classes', 'Interfaces', 'Type Aliases'],
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    classPropertiesFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
    tableColumnSettings: {
      hideDefaults: true,
      hideInherited: true,
      hideModifiers: true,
      hideOverrides: true,
      hideSources: true,
    },
    pageTitleTemplates: { module: ({ name }) => MODULES[name].title },
  });
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (_, reflection) => {
    const [name] = Object.entries(MODULES).find(([, { entry }]) => entry === reflection.name) ?? [];
    if (name && reflection.kindOf(ReflectionKind.Module)) reflection.name = name;
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const found of project.getReflectionsByKind(ReflectionKind.Class)) {
      if (found.name in ELEMENTS) project.removeReflection(found);
    }
  });
  app.converter.addUnknownSymbolResolver(({ symbolReference }) => {
    const [element, member] = symbolReference?.path?.map(({ path }) => path) ?? [];
    const page = ELEMENTS[element];
    return page && (member ? `${page}#${member.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}` : page);
  });
  const project = await app.convert();
  if (!project) throw new Error('TypeDoc could not read the declarations');
  await app.generateOutputs(project);
  rmSync(join(directory, `${MODULE_LIST}.md`));
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error('what TypeDoc says of the declarations is above');
}
