// Where a classic script was loaded from, which only its first run can tell. Takes the place of
// `import.meta.url`. An inline script, and one that others run, has the page's: `configure({ wasmUrl })` says better.
export const scriptUrl = globalThis.document?.currentScript?.src || globalThis.document?.baseURI;
