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

export function skeleton(): Node {
  return node(
    'div',
    { class: 'header', part: 'skeleton', 'aria-hidden': 'true' },
    node('span', { class: 'avatar bone' }),
    node('span', { class: 'who' }, node('span', { class: 'bone line' }), node('span', { class: 'bone line short' })),
  );
}
