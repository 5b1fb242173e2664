// The one function of Node that the shell calls.

declare module 'node:fs' {
  export function readFileSync(file: URL): Uint8Array<ArrayBuffer>;
}
