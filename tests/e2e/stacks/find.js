// Finds things wherever they are: in frameworks' shadow roots too, which the page's own observers don't see. So they are
// looked for at every frame.

const find = (selector, root = document) => {
  const found = root.querySelector(selector);
  if (found) return found;
  for (const { shadowRoot } of root.querySelectorAll('*')) {
    const inside = shadowRoot && !shadowRoot.host.matches('phone-profile') && find(selector, shadowRoot);
    if (inside) return inside;
  }
  return null;
};
const appeared = async (test) => {
  const start = performance.now();
  while (!test()) {
    if (performance.now() - start > DEADLINE_MS) {
      const element = find('phone-profile');
      throw new Error(`waited in vain for ${test}: ${element ? JSON.stringify(read(element)) : document.body.innerHTML}`);
    }
    await new Promise(requestAnimationFrame);
  }
};
