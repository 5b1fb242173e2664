// What the gallery shows, and what another page shows that has the code of one of its cells.

/** Those that never have an answer. */
const ENDLESS = ['idle', 'loading'];

const cells = () =>
  [...document.querySelectorAll('.cell')].map((cell) => ({
    id: cell.id.replace('cell-', ''),
    title: words(cell.querySelector('h3')),
    cell,
    card: cell.querySelector('phone-profile'),
  }));

/** Every card has its answer or its error. */
async function complete() {
  await until(() => document.querySelector('#cells:not([aria-busy])'), null);
  for (const { id, card } of cells()) if (!ENDLESS.includes(id)) await settled(card);
}

/** What screen readers have to be told of a card: the person, the last digits of a number without a name, or the error. */
function toSay({ id, card }) {
  if (ENDLESS.includes(id)) return null;
  const drawn = words(part(card, 'error-title')) ?? card.shadowRoot.querySelector('[role=img]')?.getAttribute('aria-label');
  const text = card.profile?.name ?? card.profile?.number.slice(-2) ?? drawn;
  if (!text) throw new Error(`${id} has nothing to say`);
  return text.replace(/[\u2066-\u2069]/g, '');
}

/** What is beyond its place. */
const overflowing = () =>
  cells().flatMap(({ id, cell, card }) => {
    const found = [cell, card].filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1).map(() => 'is wider than its place');
    return [...found, ...misplaced(card)].map((what) => `${id}: ${what}`);
  });

/** A card as people see it, but for its time. */
function appearance(card) {
  const { state, pictureState, error, name, number, badges, signals, status, matched, initials, title } = read(card);
  const { width, height } = card.getBoundingClientRect();
  const { backgroundColor, direction, fontSize } = getComputedStyle(card.shadowRoot.querySelector('.root, .base'));
  const code = error?.code ?? null;
  const box = [Math.round(width), Math.round(height), backgroundColor, direction, fontSize];
  return { state, pictureState, code, name, number, badges, signals, status, matched, initials, title, box };
}

/** The code of a cell, by its language. */
async function codeOf({ cell }) {
  const code = cell.querySelector('details');
  code.open = true;
  await until(() => code.querySelector('pre'), null);
  return Object.fromEntries([...code.querySelectorAll('pre')].map((block) => [block.dataset.code, block.textContent]));
}
