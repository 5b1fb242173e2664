// The numbers that a page shows: where they are, what they are, and how they are marked.

/** What attach() looks for. */
export const SELECTOR = 'a[href^="tel:"], [data-phone]';

/** What attach() itself has put into the page. */
export const OURS = 'phone-profile, [data-phone-profile]';

export function matching(root: Element | Document, selector: string): Element[] {
  const found = [...root.querySelectorAll(selector)];
  return isElement(root) && root.matches(selector) ? [root, ...found] : found;
}

/** By its kind: in an iframe's document it is of no class of this page. */
export function isElement(node: unknown): node is Element {
  return (node as Partial<Node> | null | undefined)?.nodeType === 1;
}

/** Links whose address is a number, or has one: they dial it or open a chat. */
const NUMBER_LINK = /^(tel|callto|sms|whatsapp):|^https?:\/\/(www\.)?(wa\.me|(api|web)\.whatsapp\.com)\//i;

/** What the element says is its number, as it says it: what it means is for Rust to read. */
export function numberOf(anchor: Element): string | null {
  const href = anchor.getAttribute('href');
  return anchor.getAttribute('data-phone') || (href && NUMBER_LINK.test(href) ? href : anchor.textContent);
}

export function isCall(anchor: Element): boolean {
  return /^tel:/i.test(anchor.getAttribute('href') ?? '');
}

/** A link to another place stays a link. */
export function leadsElsewhere(anchor: Element): boolean {
  return anchor.localName === 'a' && anchor.hasAttribute('href') && !isCall(anchor);
}

/** What tells keyboards and screen readers that there is something to open: attributes of a number. */
export interface ButtonMark {
  /** Whether the mark makes a button of it, which browsers don't click by keys. */
  readonly isMadeButton: boolean;
  /** Whether an attribute is missing. */
  isIncomplete(): boolean;
  /** Sets what is missing, and takes away what no longer fits. What the page has set itself stays. */
  complete(): void;
  undo(): void;
}

export function markButton(anchor: Element): ButtonMark {
  /** What we have set. */
  const ours = new Map<string, string>();
  const unset = (name: string): void => {
    if (anchor.getAttribute(name) === ours.get(name)) anchor.removeAttribute(name);
    ours.delete(name);
  };
  return {
    get isMadeButton() {
      return isMadeButton(anchor);
    },
    isIncomplete: () => [...wanted(anchor).keys()].some((name) => !anchor.hasAttribute(name)),
    complete() {
      const attributes = wanted(anchor);
      for (const name of [...ours.keys()]) if (!attributes.has(name)) unset(name);
      for (const [name, value] of attributes) {
        if (anchor.hasAttribute(name)) continue;
        anchor.setAttribute(name, value);
        ours.set(name, value);
      }
    },
    undo() {
      for (const name of [...ours.keys()]) unset(name);
    },
  };
}

/** The attributes that attach() sets on numbers. */
export const MARKS = ['tabindex', 'role', 'aria-haspopup'];

function wanted(anchor: Element): Map<string, string> {
  const attributes = new Map<string, string>();
  if (leadsElsewhere(anchor)) return attributes;
  if (isMadeButton(anchor)) {
    attributes.set('tabindex', '0');
    // A cell stays a cell: its role says where it is.
    if (!anchor.matches('td, th, li, dd, dt, tr')) attributes.set('role', 'button');
  }
  return attributes.set('aria-haspopup', 'dialog');
}

function isMadeButton(anchor: Element): boolean {
  return !leadsElsewhere(anchor) && !anchor.matches('a[href], button, input, summary');
}
