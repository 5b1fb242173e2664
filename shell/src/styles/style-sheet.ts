// The constructed style sheet of all cards in a document: the skeleton's rules first, and what Rust draws once the
// wasm is there.

import { node } from '../element/skeleton.js';
import { forThisBrowser } from './light-dark.js';
import skeletonCss from './skeleton.css';

const skeleton = forThisBrowser(skeletonCss);
const sheets = new Map<Window, CSSStyleSheet>();
/** Where there are no constructed style sheets: in older browsers and, also beside a polyfill of half of them, in jsdom. */
const styles = new Set<WeakRef<HTMLElement>>();
let css = skeleton;

/** Gives a shadow root the sheet of its document: a sheet can't be used in another document than its own. */
export function adoptStyleSheet(shadow: ShadowRoot): void {
  const view = shadow.ownerDocument.defaultView;
  if (!view) return; // a document that isn't shown
  if (!shadow.adoptedStyleSheets || !view.CSSStyleSheet?.prototype.replaceSync) {
    const style = node('style', {}, css);
    shadow.appendChild(style);
    styles.add(new WeakRef(style));
    return;
  }
  let sheet = sheets.get(view);
  if (!sheet) {
    sheet = new view.CSSStyleSheet();
    sheets.set(view, sheet);
    sheet.replaceSync(css);
  }
  shadow.adoptedStyleSheets = [sheet];
}

/** Sets the rules that follow the skeleton's. */
export function extendStyleSheets(more: string): void {
  css = skeleton + forThisBrowser(more);
  for (const sheet of sheets.values()) sheet.replaceSync(css);
  for (const style of styles) style.deref()?.replaceChildren(css);
}
