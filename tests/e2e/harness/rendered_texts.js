// The texts that have boxes, in the page and in its shadow roots. Run in the page.

const texts = [];

/** What a style sheet generates; style sheets give it as text and attributes. */
function generated(element, place) {
  const { content, display } = getComputedStyle(element, place);
  if (display === 'none' || content === 'none' || content === 'normal') return;
  // Behind a slash is what is said in its place.
  const pieces = content.split('" / "')[0].matchAll(/"((?:[^"\\]|\\.)*)"|attr\(([\w-]+)\)/g);
  texts.push([...pieces].map(([, text, name]) => (name ? element.getAttribute(name) : text)).join(''));
}

function look(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    const range = document.createRange();
    range.selectNodeContents(node);
    if (range.getClientRects().length) texts.push(node.data.replace(/\s+/g, ' ').trim());
    return;
  }
  const isShown = node.nodeType === Node.ELEMENT_NODE && node.checkVisibility();
  if (isShown) generated(node, '::before');
  for (const child of node.childNodes) look(child);
  if (node.shadowRoot) look(node.shadowRoot);
  if (isShown) generated(node, '::after');
}

look(document.body);
return texts.filter((text) => text !== '');
