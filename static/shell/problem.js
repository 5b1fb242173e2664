// A card without Rust: why the kit could not be loaded, in words that say what to change. Fetched only when that
// has happened.

import { node } from './skeleton.js';

export { default as css } from './card.css';

// A variable: bundlers take what stands beside the bare name for a file to ship.
const here = import.meta.url;

/** Code and message for what was thrown while a URL, or a file beside this one, was loaded, which had to have that hash. */
export async function explain(cause, at, integrity) {
  const url = typeof at === 'string' && here ? new URL(at, here) : at;
  // The three engines word it differently, but each names the policy.
  if (cause instanceof WebAssembly.CompileError && /content.security.policy|unsafe-eval|csp/i.test(cause.message)) {
    return [
      'wasm-blocked',
      "This page's Content-Security-Policy blocks WebAssembly. Add 'wasm-unsafe-eval' to its script-src directive.",
    ];
  }
  if (!url) return ['wasm-load', `The given module can't be used: ${cause?.message ?? cause}`];
  return ['wasm-load', `The widget could not be loaded from ${url}: ${await reason(cause, url, integrity)}`];
}

/** The card's content then. */
export function failed(message, retry) {
  const button = node('button', { part: 'retry', class: 'retry', type: 'button' }, 'Try again');
  button.addEventListener('click', retry);
  return node('div', { class: 'error', part: 'error' }, node('p', {}, message), button);
}

async function reason(cause, url, integrity) {
  let response;
  try {
    response = await fetch(url);
  } catch {
    return `${cause?.message ?? cause}. Is it there, and allowed by the page's Content-Security-Policy and by CORS?`;
  }
  if (!response.ok) return `the server answered with status ${response.status}.`;
  const type = (response.headers.get('content-type') ?? 'nothing').split(';')[0].trim();
  const wanted = url.pathname.endsWith('.js') ? 'text/javascript' : 'application/wasm';
  if (!(wanted === type || (wanted === 'text/javascript' && type === 'application/javascript'))) {
    return `it is served as ${type} instead of ${wanted}.`;
  }
  if (wanted === 'application/wasm' && integrity && !(await hasHash(response, integrity))) {
    return 'it is not the file that belongs to this version (integrity). Deploy all files of one version together.';
  }
  return `${cause?.message ?? cause}.`;
}

/** Whether the content has the hash; true where the page may not compute one, as on plain http. */
async function hasHash(response, integrity) {
  const [algorithm, expected] = integrity.split(/-(.*)/s);
  const digest = await globalThis.crypto?.subtle?.digest(algorithm.replace('sha', 'SHA-'), await response.arrayBuffer());
  return !digest || btoa(String.fromCharCode(...new Uint8Array(digest))) === expected;
}
