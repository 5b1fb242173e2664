// Where a classic script was loaded from, which only its first run can tell. Takes the place of `import.meta.url`.
export const scriptUrl = globalThis.document?.currentScript?.src ?? globalThis.location?.href;
