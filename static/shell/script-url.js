// Where a classic script was loaded from, which only its first run can tell.
export const scriptUrl = globalThis.document?.currentScript?.src ?? globalThis.location?.href;
