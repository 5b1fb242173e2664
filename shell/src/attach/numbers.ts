// The numbers that a page shows: where they are, what they are, and how they are marked.

/** What attach() looks for. */
export const SELECTOR = 'a[href^="tel:"], [data-phone]';

/** What attach() itself has put into the page. */
export const OURS = 'phone-profile, [data-phone-profile]';

export function matching(root: Element | Document, selector: string): Element[] {
  const found = [...root.querySelectorAll(selector)];
  return root instanceof Element && root.matches(selector) ? [root, ...found] : found;
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

/** Tells keyboards and screen readers that there is something to open. */
export function markButton(anchor: Element): { readonly isMadeButton: boolean; undo(): void } {
  if (leadsElsewhere(anchor)) return { isMadeButton: false, undo() {} };
  const before = new Map<string, string | null>();
  const set = (name: string, value: string): void => {
    before.set(name, anchor.getAttribute(name));
    anchor.setAttribute(name, value);
  };
  const isMadeButton = !anchor.matches('a[href], button, input, summary');
  if (isMadeButton) {
    if (!anchor.hasAttribute('tabindex')) set('tabindex', '0');
    // A cell stays a cell: its role says where it is.
    if (!anchor.hasAttribute('role') && !anchor.matches('td, th, li, dd, dt, tr')) set('role', 'button');
  }
  set('aria-haspopup', 'dialog');
  return {
    isMadeButton,
    undo() {
      for (const [name, value] of before) {
        if (value === null) anchor.removeAttribute(name);
        else anchor.setAttribute(name, value);
      }
    },
  };
}
