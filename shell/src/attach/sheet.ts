// The style sheet of attach(): of marked numbers and of the popover, in whichever document or shadow root they stand.

import { constructed } from '../styles/constructed.js';
import numbers from './numbers.css';
import popover from './popover.css';

const css = `${numbers}\n${popover}`;
const sheetOf = constructed(css);

/** Styles what stands in the same document or shadow root as `place`. False in engines without constructed sheets. */
export function adoptSheet(place: Node): boolean {
  const root = place.getRootNode() as Document | ShadowRoot;
  const view = (root.ownerDocument ?? root as Document).defaultView;
  if (!view || !root.adoptedStyleSheets) return false;
  const sheet = sheetOf(view);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return true;
}

/** The same rules inside of `element`, where {@link adoptSheet} can't. */
export function addStyle(element: Element): void {
  const style = element.ownerDocument.createElement('style');
  style.textContent = css;
  element.appendChild(style);
}
