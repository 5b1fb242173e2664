// Why the kit could not be loaded, in words that say what to change. Fetched only when that has happened.

import { ENGLISH } from '../card-texts.js';
import { config } from '../config.js';
import type { PhoneProfileElement } from '../element/element.js';
import { base, header, node, numberLine } from '../element/skeleton.js';
import type { LookupError, LookupErrorCode } from '../errors.js';
import type { InitOptions } from '../types/options.js';
import { hasHash } from './integrity.js';

// A variable: bundlers take what stands beside the bare name for a file to ship.
const here: string | undefined = import.meta.url;

const TOGETHER = 'Serve all files of the kit together';

/** What the loader was told. */
type Told = { [Name in keyof InitOptions]: InitOptions[Name] | undefined };

/**
 * Code and message for what was thrown while something was loaded. `at` is the URL of the wasm, or `runtime.js`, or
 * nothing where the wasm is in hand – given, or embedded – or its URL can't be told.
 */
export async function explain(
  cause: unknown,
  at: URL | string | undefined,
  told: Told,
  inHand: unknown,
): Promise<[LookupErrorCode, string]> {
  const explained = await inKind(cause, at, told, inHand);
  tell(explained[1]);
  return explained;
}

async function inKind(
  cause: unknown,
  at: URL | string | undefined,
  told: Told,
  inHand: unknown,
): Promise<[LookupErrorCode, string]> {
  // The three engines word it differently, but each names the policy.
  if (nameOf(cause) === 'CompileError' && /content.security.policy|unsafe-eval|csp/i.test(messageOf(cause))) {
    return [
      'wasm-blocked',
      "This page's Content-Security-Policy blocks WebAssembly. Add 'wasm-unsafe-eval' to its script-src directive.",
    ];
  }
  return ['wasm-load', await inWords(cause, at, told, inHand)];
}

/**
 * The card's content then, in the form of the variant: the same nodes as Rust's (src/card/components/error_panel.rs). Only a
 * whole card has room for what a developer has to know.
 */
export function failed({ message }: LookupError, element: PhoneProfileElement, retry: () => void): HTMLElement {
  const text = (key: 'errorLoad' | 'retry'): string => {
    const own: unknown = element.strings?.[key] ?? config.strings?.[key];
    return typeof own === 'string' ? own : ENGLISH[key];
  };
  const title = text('errorLoad');
  const sign = node('span', { class: 'initials', 'aria-hidden': 'true' }, '!');
  const avatar = node('div', { class: 'avatar failed' }, sign);
  const number = numberLine(element);
  if (element.variant === 'avatar') {
    const label = `${title}, \u2066${number.textContent}\u2069`;
    for (const [name, value] of Object.entries({ part: 'error', role: 'img', 'aria-label': label, title })) avatar.setAttribute(name, value);
    return base(avatar);
  }
  const button = node('button', { part: 'retry', class: 'retry', type: 'button' }, text('retry'));
  button.addEventListener('click', retry);
  const head = header(avatar, node('p', { class: 'title', part: 'error-title' }, title), number);
  const facts = node('div', { class: 'facts', part: 'facts' }, node('p', { class: 'hint', part: 'error-hint', lang: 'en', dir: 'ltr' }, message), button);
  if (element.variant === 'compact') head.appendChild(button);
  const content = element.variant === 'compact' ? [head] : [head, facts];
  return base(node('div', { class: 'error', part: 'error' }, ...content, node('slot', { name: 'error' })));
}

const toldBefore = new Set<string>();

/** Tells developers why there are no cards, once. */
function tell(message: string): void {
  if (toldBefore.has(message)) return;
  toldBefore.add(message);
  console.error(`phone-profile: ${message}`);
}

async function inWords(
  cause: unknown,
  at: URL | string | undefined,
  { wasmUrl, module, integrity = '' }: Told,
  inHand: unknown,
): Promise<string> {
  const said = messageOf(cause);
  if (!at) {
    if (module) return `The given module can't be used: ${said}`;
    if (inHand) {
      return `The WebAssembly inside of this module can't be used here: ${said}. init({ module }) takes one that the platform has compiled.`;
    }
    if (wasmUrl) return `The widget could not be loaded: wasmUrl is no URL here: ${wasmUrl}`;
    return `The widget can't tell where its WebAssembly is, since this bundle doesn't know its own URL. ${remedy(here)}`;
  }
  const url = at instanceof URL ? at : scriptOf(cause, at);
  if (!url) return `The widget could not be loaded: ${said}.`;
  const { reason, isMisplaced } = await findOut(cause, url, integrity);
  const advice = isMisplaced && (wasmUrl && at instanceof URL ? 'That is the wasmUrl which it was given.' : remedy(here, url));
  return [`The widget could not be loaded from ${url}: ${reason}`, advice || ''].join(' ').trim();
}

/** A script that isn't there: engines and bundlers name it, since it has another name in a bundle. */
function scriptOf(cause: unknown, name: string): URL | undefined {
  const [named] = /https?:[^\s)]+/.exec(messageOf(cause)) ?? [];
  return named || here ? new URL(named ?? name, here) : undefined;
}

/** What to write where files aren't beside each other. `module` is the URL of this module, if it has one. */
export function remedy(module: string | undefined, url?: URL): string {
  if (KIT_FORMAT === 'commonjs') return `${TOGETHER}.`; // where everything is inside
  if (KIT_FORMAT === 'script') {
    if (url?.protocol === 'file:') return 'Open the page by http.';
    return `${TOGETHER}, or call PhoneProfile.configure({ wasmUrl: '…/phone_profile_bg.wasm' }).`;
  }
  // Vite's optimizer moves modules, and no files; Angular's command line has it too, but no such option.
  if (module && /\/\.?vite\/(client\/)?deps/.test(module) && !module.includes('/.angular/')) {
    return "Add to Vite's configuration: optimizeDeps: { exclude: ['phone-profile'] }";
  }
  // As it was built, and by no bundler.
  if (module && /^http.*\/problem\.js$/.test(module)) return `${TOGETHER}.`;
  return "Add the line: import 'phone-profile/inline'; (it has the WebAssembly inside). Or serve phone_profile_bg.wasm yourself and call configure({ wasmUrl: '/phone_profile_bg.wasm' }).";
}

/** Asks for the file again, to see what the server makes of it. */
async function findOut(cause: unknown, url: URL, integrity: string): Promise<{ reason: string; isMisplaced: boolean }> {
  if (url.protocol === 'file:') return { reason: 'no file: URL can be fetched.', isMisplaced: true };
  let response;
  try {
    response = await fetch(url);
  } catch {
    const reason = `${messageOf(cause)}. Is it there, and allowed by the page's Content-Security-Policy and by CORS?`;
    return { reason, isMisplaced: true };
  }
  if (!response.ok) {
    return { reason: `the server answered with status ${response.status}.`, isMisplaced: response.status < 500 };
  }
  const type = (response.headers.get('content-type') ?? 'nothing').split(';', 1).join().trim();
  const isScript = url.pathname.endsWith('.js');
  const wanted = isScript ? 'text/javascript' : 'application/wasm';
  if (type !== wanted && !(isScript && type === 'application/javascript')) {
    return { reason: `it is served as ${type} instead of ${wanted}.`, isMisplaced: true };
  }
  if (!isScript && !(await hasHash(await response.arrayBuffer(), integrity))) {
    const reason = 'it is not the file that belongs to this version (integrity). Deploy all files of one version together.';
    return { reason, isMisplaced: false };
  }
  return { reason: `${messageOf(cause)}.`, isMisplaced: false };
}

// By its members: an error of another realm is no Error here.
function nameOf(cause: unknown): unknown {
  return (cause as Partial<Error> | null | undefined)?.name;
}

function messageOf(cause: unknown): string {
  return (cause as Partial<Error> | null | undefined)?.message ?? `${cause}`;
}
