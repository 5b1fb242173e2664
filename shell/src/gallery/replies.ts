// What a cell's endpoint replies, as a `fetch` for the gallery and as the source of one for the code to copy: no lookup
// of either goes out.

export type Reply =
  /** Nothing, for as long as the page is open. */
  | { readonly kind: 'silence' }
  /** No connection. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'answer'; readonly status: number; readonly body: object };

export function fetcherOf(reply: Reply): typeof fetch {
  switch (reply.kind) {
    case 'silence':
      return () => new Promise(() => {});
    case 'unreachable':
      return () => Promise.reject(new TypeError('Failed to fetch'));
    case 'answer':
      return async () => new Response(JSON.stringify(reply.body), { status: reply.status });
  }
}

export function fetcherSource(reply: Reply): string {
  switch (reply.kind) {
    case 'silence':
      return '() => new Promise(() => {})';
    case 'unreachable':
      return "() => Promise.reject(new TypeError('Failed to fetch'))";
    case 'answer':
      return `async () => new Response(JSON.stringify(${source(reply.body)}), { status: ${reply.status} })`;
  }
}

/** A value of JSON as people write it in scripts. */
export function source(value: unknown): string {
  const json = JSON.stringify(value, null, 2);
  return json.replace(/^(\s*)"([A-Za-z]\w*)":/gm, '$1$2:');
}
