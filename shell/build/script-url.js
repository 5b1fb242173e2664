// Where a classic script was loaded from, which only its first run can tell. Takes the place of
// `import.meta.url`. An inline script, and one that others run, has the page's, and one that a worker imports has the
// worker's: `configure({ wasmUrl })` says better.
const { document, location } = globalThis;
export const scriptUrl = document ? document.currentScript?.src || document.baseURI : location?.href;
