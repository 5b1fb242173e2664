// Whether the page is light or dark where an element stands. Most pages say it by `color-scheme`, which CSS inherits; many
// say it by a class or an attribute alone, and some by one for a part of the page.

import { hostOf } from '../element/inherited.js';
import { hasLightDark } from './light-dark.js';

export type Scheme = 'light' | 'dark';

/** Attributes with the scheme as their value: of many, Bootstrap, Tailwind, GitHub and Atlassian, Mantine, MUI. */
const ATTRIBUTES = [
  'data-theme',
  'data-bs-theme',
  'data-mode',
  'data-color-mode',
  'data-color-scheme',
  'data-mantine-color-scheme',
  'data-mui-color-scheme',
];
/** What stands before it in classes: of Tailwind, shadcn and Radix nothing; of Web Awesome, Shoelace, Vuetify, Quasar. */
const PREFIXES = ['', 'wa-', 'sl-theme-', 'v-theme--', 'body--'];

const marksOf = (scheme: Scheme): string =>
  [...ATTRIBUTES.map((name) => `[${name}=${scheme}]`), ...PREFIXES.map((prefix) => `.${prefix}${scheme}`)].join();
const DARK = marksOf('dark');
const MARKED = `${DARK},${marksOf('light')}`;
/** The same in an attribute's value. */
const MARK = new RegExp(`(^|\\s)(${PREFIXES.join('|')})(light|dark)(?!\\S)`, 'g');

const followers = new Map<Element, (scheme: Scheme | undefined) => void>();
let fresh: Element[] = [];
/** Of all followers, in whatever root they stand. */
let observer: MutationObserver | undefined;
let observed = new WeakSet<Node>();
let system: MediaQueryList | undefined;
const DARK_SYSTEM = '(prefers-color-scheme: dark)';

/**
 * Tells of the scheme that the page around an element is marked with: before the next paint, and when that changes. It is
 * undefined where CSS knows by itself.
 */
export function followScheme(element: Element, tell: (scheme: Scheme | undefined) => void): void {
  followers.set(element, tell);
  // After the page's other elements of the same task, so that style is computed once.
  if (fresh.push(element) === 1) queueMicrotask(tellFresh);
}

export function stopFollowingScheme(element: Element): void {
  if (!followers.delete(element) || followers.size) return;
  observer?.disconnect();
  observed = new WeakSet();
}

/** The scheme at an element, also where CSS knows by itself. */
export function schemeAt(element: Element): Scheme {
  const marked = markedScheme(element);
  if (marked) return marked;
  let said: string | undefined = colorScheme(element);
  if (said === 'normal') said = element.ownerDocument.querySelector<HTMLMetaElement>('meta[name=color-scheme]')?.content;
  if (!said?.includes('dark')) return 'light';
  return said.includes('light') && !globalThis.matchMedia?.(DARK_SYSTEM).matches ? 'light' : 'dark';
}

/** By the nearest mark, unless `color-scheme` was set nearer: then a part of the page says it for itself. */
export function markedScheme(element: Element): Scheme | undefined {
  for (let at: Element | undefined = element; at; at = hostOf(at)) {
    const marked = at.closest(MARKED);
    if (!marked) continue;
    if (colorScheme(marked) !== colorScheme(element)) return undefined;
    return marked.matches(DARK) ? 'dark' : 'light';
  }
  return undefined;
}

function colorScheme(element: Element): string {
  return getComputedStyle(element).colorScheme;
}

function tellFresh(): void {
  const elements = fresh.filter((element) => followers.has(element));
  fresh = [];
  // A test runner has taken the page away.
  if (!globalThis.document) return;
  for (const element of elements) {
    for (let at: Element | undefined = element; at; at = hostOf(at)) observe(at.getRootNode());
  }
  tell(elements);
}

function observe(root: Node): void {
  if (observed.has(root)) return;
  observed.add(root);
  observer ??= new MutationObserver((records) => {
    if (records.some(isOfScheme)) tell(followers.keys());
  });
  observer.observe(root, { subtree: true, attributeFilter: ['class', ...ATTRIBUTES], attributeOldValue: true });
  if (system) return;
  system = globalThis.matchMedia?.(DARK_SYSTEM);
  system?.addEventListener('change', () => tell(followers.keys()));
}

/** Pages change classes all the time: few of these changes are about the scheme. */
function isOfScheme({ target, attributeName, oldValue }: MutationRecord): boolean {
  const marks = (value: string | null): string => `${value?.match(MARK)}`;
  return marks(oldValue) !== marks((target as Element).getAttribute(attributeName ?? ''));
}

/** All are read before any is told: what is told changes styles. */
function tell(elements: Iterable<Element>): void {
  const found = [...elements].map((element) => [element, hasLightDark ? markedScheme(element) : schemeAt(element)] as const);
  for (const [element, scheme] of found) followers.get(element)?.(scheme);
}
