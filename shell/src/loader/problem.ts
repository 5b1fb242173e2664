// Why the kit could not be loaded, in words that say what to change. Fetched only when that has happened.

import { node } from '../element/skeleton.js';
import type { LookupErrorCode } from '../errors.js';

// A variable: bundlers take what stands beside the bare name for a file to ship.
const here = import.meta.url;

/**
 * Code and message for what was thrown while a file was loaded. `at` is its URL, or its name where it lies beside this
 * module, or nothing where the page gave the module itself.
 */
export async function explain(
  cause: unknown,
  at: URL | string | undefined,
  integrity: string,
): Promise<[LookupErrorCode, string]> {
  const url = typeof at === 'string' && here ? new URL(at, here) : at;
  // The three engines word it differently, but each names the policy.
  if (nameOf(cause) === 'CompileError' && /content.security.policy|unsafe-eval|csp/i.test(messageOf(cause))) {
    return [
      'wasm-blocked',
      "This page's Content-Security-Policy blocks WebAssembly. Add 'wasm-unsafe-eval' to its script-src directive.",
    ];
  }
  if (!url) return ['wasm-load', `The given module can't be used: ${messageOf(cause)}`];
  return ['wasm-load', `The widget could not be loaded from ${url}: ${await reason(cause, new URL(url), integrity)}`];
}

/** The card's content then. */
export function failed(message: string, retry: () => void): HTMLElement {
  const button = node('button', { part: 'retry', class: 'retry', type: 'button' }, 'Try again');
  button.addEventListener('click', retry);
  return node('div', { class: 'error', part: 'error' }, node('p', {}, message), button);
}

/** Asks for the file again, to see what the server makes of it. */
async function reason(cause: unknown, url: URL, integrity: string): Promise<string> {
  let response;
  try {
    response = await fetch(url);
  } catch {
    return `${messageOf(cause)}. Is it there, and allowed by the page's Content-Security-Policy and by CORS?`;
  }
  if (!response.ok) return `the server answered with status ${response.status}.`;
  const type = (response.headers.get('content-type') ?? 'nothing').split(';', 1).join().trim();
  const isScript = url.pathname.endsWith('.js');
  const wanted = isScript ? 'text/javascript' : 'application/wasm';
  if (type !== wanted && !(isScript && type === 'application/javascript')) {
    return `it is served as ${type} instead of ${wanted}.`;
  }
  if (!isScript && integrity && !(await hasHash(response, integrity))) {
    return 'it is not the file that belongs to this version (integrity). Deploy all files of one version together.';
  }
  return `${messageOf(cause)}.`;
}

/** Whether the content has the hash; true where the page may not compute one, as on plain http. */
async function hasHash(response: Response, integrity: string): Promise<boolean> {
  const dash = integrity.indexOf('-');
  const algorithm = integrity.slice(0, dash).replace('sha', 'SHA-');
  const digest = await globalThis.crypto?.subtle?.digest(algorithm, await response.arrayBuffer());
  return !digest || btoa(String.fromCharCode(...new Uint8Array(digest))) === integrity.slice(dash + 1);
}

// By its members: an error of another realm is no Error here.
function nameOf(cause: unknown): unknown {
  return (cause as Partial<Error> | null | undefined)?.name;
}

function messageOf(cause: unknown): string {
  return (cause as Partial<Error> | null | undefined)?.message ?? `${cause}`;
}
