// The numbers that a page shows: where they are, and what they are.

/** What attach() looks for. */
export const SELECTOR = 'a[href^="tel:"], [data-phone]';

/** What attach() itself has put into the page, but for the buttons of numbers. */
export const OURS = 'phone-profile, [data-phone-profile="popover"]';

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

/** The text that a number is shown by, as people read it: an icon has none. */
export function visibleText(anchor: Element): string {
  const texts = anchor.localName === 'tr' ? [...anchor.children] : [anchor];
  return texts.map(({ textContent }) => textContent).join(' ').replace(/\s+/g, ' ').trim();
}
