// Where in the page a card can be used: inside of the dialog that its number stands in. Nothing around a modal dialog can
// be clicked, and its focus trap calls the focus back.

import { hostOf } from '../element/inherited.js';

/** Dialogs of all kinds, and popovers, which close when something beside them is clicked. */
const DIALOG = 'dialog, [aria-modal="true"], [role="dialog"], [role="alertdialog"], [popover]';
/** What takes another element in without changing its own look. */
const BOX = 'div, section, article, main, form';

/** The nearest dialog around an element, as the page is shown: through slots and shadow roots. Otherwise the body. */
export function placeFor(anchor: Element): Element {
  /** The component around a dialog in whose slot we are: what is put into that component is in the dialog too. */
  let component: Element | undefined;
  for (let at: Element | undefined = anchor; at; ) {
    if (at !== anchor && at.matches(DIALOG)) return component ?? panelOf(at, anchor);
    const slot: Element | null = at.assignedSlot;
    const parent: Element | null = at.parentElement;
    if (slot) component ??= parent ?? undefined;
    const next: Element | undefined = slot ?? parent ?? hostOf(at);
    if (next === component) component = undefined;
    at = next;
  }
  return anchor.ownerDocument.body;
}

/** The box that a dialog's content is in. Where the dialog is the sheet behind it, a click beside that box closes it. */
function panelOf(dialog: Element, anchor: Element): Element {
  if (isPanel(dialog)) return dialog;
  let panel = dialog;
  for (let at = anchor.parentElement; at && at !== dialog; at = at.parentElement) {
    if (at.matches(BOX) && isPanel(at)) panel = at;
  }
  return panel;
}

/** Whether it has room, and isn't all of the window. */
function isPanel(element: Element): boolean {
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  const { clientWidth, clientHeight } = element.ownerDocument.documentElement;
  const isWholeWindow = left <= 0 && top <= 0 && right >= clientWidth && bottom >= clientHeight;
  return width > 0 && height > 0 && !isWholeWindow;
}
