// What the shell draws itself: the skeleton until Rust takes over. Plain nodes, since innerHTML is refused under Trusted Types.

export function node(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  element.append(...children);
  return element;
}

export function skeleton() {
  return node(
    'div',
    { class: 'header', part: 'skeleton', 'aria-hidden': 'true' },
    node('span', { class: 'avatar bone' }),
    node('span', { class: 'who' }, node('span', { class: 'bone line' }), node('span', { class: 'bone line short' })),
  );
}
