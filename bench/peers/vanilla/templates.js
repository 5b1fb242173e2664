// The nodes of a card, parsed once and cloned for each.

function template(html) {
  const element = document.createElement('template');
  // Without the spaces between tags, which would be nodes too.
  element.innerHTML = html.replace(/\s*\n\s*/g, '');
  return () => document.importNode(element.content, true);
}

const HEADER = `
  <div class="header" part="header">
    <slot name="avatar">
      <div class="avatar"><span class="initials" part="initials" aria-hidden="true"></span></div>
    </slot>
    <div class="who">
      <div class="name" part="name" role="heading" aria-level="3"><bdi></bdi></div>
      <p class="number" part="number"><bdi dir="ltr"></bdi></p>
      <div class="badges"></div>
    </div>
  </div>`;

export const frame = template(
  '<div class="root"><div class="base" part="base" tabindex="-1"></div></div><p class="sr" role="status"></p>',
);

export const skeleton = template(`
  <div class="header" part="skeleton" aria-hidden="true">
    <span class="avatar bone"></span>
    <div class="who">
      <div class="name"><span class="bone line"></span></div>
      <p class="number"><span class="bone line"></span></p>
    </div>
  </div>`);

export const bones = template(`
  <div class="facts" aria-hidden="true"><span class="bone line"></span><span class="bone line"></span></div>`);

export const header = template(HEADER);

export const card = template(`
  <div>
    ${HEADER}
    <div class="facts">
      <p class="status" part="status"></p>
      <ul class="signals" part="signals" role="list"></ul>
      <div><slot name="meta"></slot><div class="absent"><slot name="not-registered"></slot></div></div>
      <p class="time" part="time"><span></span><time></time><span class="source"></span></p>
    </div>
    <div class="actions" part="actions"><slot name="actions"></slot></div>
    <slot name="footer"></slot>
  </div>`);

export const error = template(`
  <div class="error" part="error">
    <p class="title"></p>
    <p class="hint"></p>
    <slot name="error"></slot>
    <button class="retry" part="retry" type="button"></button>
  </div>`);

const PICTURE = template(
  '<img class="picture" part="picture" alt="" referrerpolicy="no-referrer" decoding="async" draggable="false">',
);

const FIGURE = template(`
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" aria-hidden="true">
    <path/>
  </svg>`);

export function picture(size, url) {
  const { firstChild: element } = PICTURE();
  element.dataset.picture = size;
  element.src = url;
  return element;
}

export function figure(path) {
  const content = FIGURE();
  content.querySelector('path').setAttribute('d', path);
  return content;
}

export function letters(text) {
  return filled('bdi', text);
}

export function badge({ kind, text }) {
  const element = filled('span', text);
  element.className = 'badge';
  element.setAttribute('part', kind);
  return element;
}

export function signal(text) {
  return filled('li', text);
}

function filled(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
