// The constructed style sheet of all lists in a document.

import css from './list.css';

const sheets = new WeakMap<Window, CSSStyleSheet>();

/** A sheet can't be used in another document than its own. */
export function adoptListSheet(shadow: ShadowRoot): void {
  const view = shadow.ownerDocument.defaultView;
  if (!view) return;
  if (!shadow.adoptedStyleSheets || !view.CSSStyleSheet?.prototype.replaceSync) {
    const style = shadow.ownerDocument.createElement('style');
    style.textContent = css;
    shadow.appendChild(style);
    return;
  }
  let sheet = sheets.get(view);
  if (!sheet) {
    sheet = new view.CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(view, sheet);
  }
  shadow.adoptedStyleSheets = [sheet];
}
