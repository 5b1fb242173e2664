// The constructed style sheet of all lists in a document.

import { constructed } from '../styles/constructed.js';
import { forThisBrowser } from '../styles/light-dark.js';
import listCss from './list.css';

const css = forThisBrowser(listCss);
const sheetOf = constructed(css);

export function adoptListSheet(shadow: ShadowRoot): void {
  const view = shadow.ownerDocument.defaultView;
  if (!view) return;
  if (!shadow.adoptedStyleSheets || !view.CSSStyleSheet?.prototype.replaceSync) {
    const style = shadow.ownerDocument.createElement('style');
    style.textContent = css;
    shadow.appendChild(style);
    return;
  }
  shadow.adoptedStyleSheets = [sheetOf(view)];
}
