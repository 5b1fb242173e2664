// The popover's style sheet, in whichever document or shadow root it stands.

import css from './popover.css';

/** A sheet can't be used in another document than its own. */
const sheets = new WeakMap<Window, CSSStyleSheet>();

/** Styles `element`, which is going to stand in `place`. */
export function adoptSheet(place: Element, element: Element): void {
  const root = place.getRootNode() as Document | ShadowRoot;
  const view = place.ownerDocument.defaultView;
  if (!view || !root.adoptedStyleSheets) {
    const style = place.ownerDocument.createElement('style');
    style.textContent = css;
    element.appendChild(style);
    return;
  }
  let sheet = sheets.get(view);
  if (!sheet) {
    sheet = new view.CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(view, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
