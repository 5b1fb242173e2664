// The one constructed sheet of all cards in a document: the frame first, and what the wasm draws once that is there.

import frame from './skeleton.css';

const made = new Map();
let css = frame;

/** A sheet can't be used in another document, such as a frame's, than it was made for. */
export function style(shadow) {
  const view = shadow.ownerDocument.defaultView;
  if (!view) return; // a document that nobody sees
  let sheet = made.get(view);
  if (!sheet) {
    made.set(view, (sheet = new view.CSSStyleSheet()));
    sheet.replaceSync(css);
  }
  shadow.adoptedStyleSheets = [sheet];
}

export function extend(more) {
  css = frame + more;
  for (const sheet of made.values()) sheet.replaceSync(css);
}
