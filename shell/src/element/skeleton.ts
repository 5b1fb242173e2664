// What the shell draws until Rust takes over. Built node by node, because Trusted Types refuse innerHTML.

/** Remembered: a test runner takes the page away while its cards are still being taken down. */
let page: Document;

/** An element with attributes and children. */
export function node(name: string, attributes: Record<string, string>, ...children: (Node | string)[]): HTMLElement {
  page = globalThis.document ?? page;
  const element = page.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  // Not append(): some old libraries replace it.
  element.replaceChildren(...children);
  return element;
}

/** What is known of a card before there is an answer. */
export interface Asked {
  readonly number: string | null;
  readonly mask: boolean;
  readonly variant: string;
}

/** The same nodes as Rust's skeleton (src/card/components/skeleton.rs): nothing moves when that takes over. */
export function skeleton(asked: Asked): Node {
  const avatar = node('span', { class: 'avatar bone' });
  const content =
    asked.variant === 'avatar'
      ? [avatar]
      : [header(avatar, node('div', { class: 'name' }, bone()), numberLine(asked)), ...(asked.variant === 'card' ? [node('div', { class: 'facts', part: 'facts' }, bone(), bone())] : [])];
  return base(node('div', { part: 'skeleton' }, ...content));
}

/** The content of a card, with nothing of the page's own style. */
export function base(content: Node): HTMLElement {
  return node('div', { class: 'base', part: 'base' }, content);
}

/** The page's own picture is there from the beginning. */
export function header(avatar: Node, ...who: Node[]): HTMLElement {
  return node('div', { class: 'header' }, node('slot', { name: 'avatar' }, avatar), node('div', { class: 'who' }, ...who));
}

/** The number as the page wrote it, without what could turn its digits round: these would be another number. */
export function numberLine({ number, mask }: Asked): HTMLElement {
  const text = (number ?? '').replace(/[\u202a-\u202e\u2066-\u2069]/g, '').trim();
  return node('p', { class: 'number', part: 'number' }, text ? node('bdi', { dir: 'ltr' }, mask ? '•••' : text) : bone());
}

function bone(): Node {
  return node('span', { class: 'bone line' });
}
