// What is wrong with the places of what a card draws: for scripts that put cards where there is little room.

const shownIn = (root) => [...root.querySelectorAll('*')].filter((node) => node.checkVisibility() && node.getClientRects().length && !node.matches('.sr, slot, svg *'));

/** Of two boxes, by how much they cover each other, in both directions. */
const overlap = (one, other) => [
  Math.min(one.right, other.right) - Math.max(one.left, other.left),
  Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top),
];

/** Siblings that lie over each other. Pictures are meant to, over the initials. */
function overlapping(root) {
  const found = [];
  for (const parent of [root, ...shownIn(root)]) {
    const children = [...parent.children].filter((child) => child.getClientRects().length && child.checkVisibility());
    const flowing = children.filter((child) => getComputedStyle(child).position !== 'absolute' && child.localName !== 'path');
    for (const [index, one] of flowing.entries()) {
      for (const other of flowing.slice(index + 1)) {
        const isOver = [...one.getClientRects()].some((box) => [...other.getClientRects()].some((second) => Math.min(...overlap(box, second)) > 1));
        if (isOver) found.push(`${nameOf(one)} and ${nameOf(other)} overlap`);
      }
    }
  }
  return found;
}

/** What is wider than the card, unless something around it cuts it off. */
function beyond(element, root) {
  const { left, right } = element.getBoundingClientRect();
  const isClipped = (node) => {
    for (let at = node.parentElement; at && at !== root; at = at.parentElement) if (getComputedStyle(at).overflow !== 'visible') return true;
    return false;
  };
  return shownIn(root)
    .filter((node) => [...node.getClientRects()].some((box) => box.left < left - 1 || box.right > right + 1) && !isClipped(node))
    .map((node) => `${nameOf(node)} is beyond the card`);
}

/** Words of which one line has a single letter, and another the rest. */
function torn(root) {
  const found = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const parent = text.parentElement;
    if (!parent.checkVisibility() || parent.closest('.sr')) continue;
    const bottom = Math.min(...[parent, parent.closest('.name') ?? parent].map((node) => node.getBoundingClientRect().bottom));
    for (const { 0: word, index } of text.data.matchAll(/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}]{2,}/gu)) {
      const lines = new Map();
      for (let at = index; at < index + word.length; at += 1) {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const [box] = range.getClientRects();
        if (box?.width && box.top < bottom - 2) lines.set(Math.round(box.top), (lines.get(Math.round(box.top)) ?? 0) + 1);
      }
      if (lines.size > 1 && Math.min(...lines.values()) === 1) found.push(`${word.slice(0, 20)} is torn`);
    }
  }
  return found;
}

const nameOf = (node) => node.getAttribute('part') || node.getAttribute('class') || node.localName;

/** All of it, for one card. */
function misplaced(element) {
  const root = element.shadowRoot.querySelector('.root');
  const box = root.getBoundingClientRect();
  const found = [...overlapping(root), ...beyond(element, root), ...torn(root)];
  if (box.right > element.getBoundingClientRect().right + 1) found.push('the frame is beyond the card');
  if (root.scrollWidth > root.clientWidth + 1) found.push(`${root.scrollWidth - root.clientWidth} pixels are hidden sideways`);
  const [name, number] = ['name', 'number'].map((part) => element.shadowRoot.querySelector(`[part=${part}]`));
  const size = (node) => Number.parseFloat(getComputedStyle(node).fontSize);
  if (name && number && size(name) <= size(number)) found.push('the name is no larger than the number');
  return found;
}
