// The popover's style sheet, in whichever document or shadow root it stands.

import { constructed } from '../styles/constructed.js';
import css from './popover.css';

const sheetOf = constructed(css);

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
  const sheet = sheetOf(view);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
