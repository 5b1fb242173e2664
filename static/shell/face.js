// A card's nodes. Rust says in one text what changes (src/card/drawing.rs), so that a draw is one call and touches
// only what differs. Plain nodes, since innerHTML is refused under Trusted Types.

const SVG = 'http://www.w3.org/2000/svg';

/** By a template's letter: its nodes, to be cloned, and where in them those are that have letters. */
const made = new Map();

export class Face {
  /** The element that holds the others. */
  base = document.createElement('div');
  #nodes = { '.': this.base };

  constructor() {
    const { base } = this;
    for (const name of ['class', 'part']) base.setAttribute(name, 'base');
    base.setAttribute('tabindex', '-1'); // keeps the focus when the button that had it goes
  }

  /** Operations with NUL between them: a letter for what is done, one for the node or template, a value. */
  draw(operations) {
    for (const text of operations.split('\0')) this.#do(text[0], text[1], text.slice(2));
  }

  #do(what, letter, value) {
    const nodes = this.#nodes;
    const node = nodes[letter];
    if (what === 't') node.textContent = value;
    else if (what === 'a') {
      const at = value.indexOf('=');
      node.setAttribute(value.slice(0, at), value.slice(at + 1));
    } else if (what === 'r') node.removeAttribute(value);
    else if (what === 'd') made.set(letter, build(value));
    else if (what === 'e') node.replaceChildren();
    else if (what === 'c') this.#put(letter, nodes[value]);
    else if (what === 'x') node.remove();
    else if (what === 'l') {
      const [name, className, part, ...text] = value.split('\n');
      const item = document.createElement(name);
      if (className) item.setAttribute('class', className);
      if (part) item.setAttribute('part', part);
      item.textContent = text.join('\n');
      node.appendChild(item);
    } else if (what === 'b') node.parentNode.insertBefore(node, nodes[value]);
  }

  /** A template's clone at the end of a node. */
  #put(letter, parent) {
    const { fragment, letters } = made.get(letter);
    const clone = fragment.cloneNode(true);
    const all = clone.querySelectorAll('*');
    for (const [own, at] of letters) this.#nodes[own] = all[at];
    parent.appendChild(clone);
  }
}

/** A template's nodes: src/card/template.rs says how they are written. */
function build(template) {
  const fragment = document.createDocumentFragment();
  const open = [fragment];
  const letters = [];
  for (const [at, line] of template.split('\n').entries()) {
    const text = line.trimStart();
    const [name] = text.split(' ');
    const node = name === 'svg' || name === 'path' ? document.createElementNS(SVG, name) : document.createElement(name);
    for (const attribute of text.slice(name.length + 1).split('|')) {
      const [key, value = ''] = attribute.split('=');
      if (key[0] === '#') letters.push([key[1], at]);
      else if (key) node.setAttribute(key, value);
    }
    const depth = line.length - text.length;
    open[depth].appendChild(node);
    open[depth + 1] = node;
  }
  return { fragment, letters };
}

/** Gives the card in a root the keyboard's place in the page. */
export const focus = (root) => root.firstElementChild?.focus();

/** What a click, or a picture's `load` or `error`, means to the card: nothing, or a word for Rust. */
export function happened({ target, type }) {
  if (type === 'click') return target.closest?.('[data-action]')?.getAttribute('data-action');
  const size = target.getAttribute?.('data-picture');
  return size && `${type} ${size}`;
}
