// What the shell draws itself: the skeleton until Rust takes over. Plain nodes, since innerHTML is refused under Trusted Types.

export function node(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const attribute of Object.entries(attributes)) element.setAttribute(...attribute);
  // Not append(): old libraries have put one of their own in its place.
  element.replaceChildren(...children);
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
