// The gallery: every state of the card, as the controls above have it. What is chosen is in the page's address.

import { configure, define, init } from '../entries/index.js';
import { node } from '../element/skeleton.js';
import { CellView } from './cell-view.js';
import { cellNamed, ENDLESS_MS, GROUPS, type Cell } from './cells.js';
import { addressOf, choiceIn, type Choice } from './choice.js';
import { cssOf, themeAddress } from './code.js';
import { showControls } from './controls.js';

const place = document.getElementById('cells') as HTMLElement;
const form = document.getElementById('controls') as HTMLFormElement;
const theme = document.getElementById('worked-theme') as HTMLLinkElement;
const sheet = new CSSStyleSheet();
const allCells = node('a', {}, 'All cells') as HTMLAnchorElement;
const views: CellView[] = [];

/** The one cell that the address names. */
const alone = cellNamed(new URLSearchParams(location.search).get('cell'));

function show(choice: Choice): void {
  const { theme: scheme = 'auto', width, look } = choice;
  // The page is as its cards, so that each is seen where it belongs.
  if (scheme === 'auto') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset['theme'] = scheme;
  const address = themeAddress(look);
  if (address) theme.href = address;
  theme.disabled = !address;
  sheet.replaceSync(`:root { --card-width: ${width}px }\n${cssOf(choice)}`);
  for (const view of views) view.show(choice);
  allCells.href = addressOf(choice);
}

function add(cell: Cell): CellView {
  const view = new CellView(cell, cell === alone);
  views.push(view);
  return view;
}

function sections(): HTMLElement[] {
  if (alone) {
    const heading = node('h2', { class: 'visually-hidden', id: 'one-cell' }, 'One cell');
    return [node('p', {}, allCells), node('section', { class: 'cells', 'aria-labelledby': 'one-cell' }, heading, add(alone).element)];
  }
  return GROUPS.map(({ title, cells }, index) => {
    const id = `group-${index}`;
    const list = node('div', { class: 'cells' }, ...cells.map((cell) => add(cell).element));
    return node('section', { 'aria-labelledby': id }, node('h2', { id }, title), list);
  });
}

/** Cards have no time limit of their own, only their page has one: those that are to reach it do so before the others begin. */
async function begin(): Promise<void> {
  const isShort = ({ cell: { timeoutMs = ENDLESS_MS } }: CellView): boolean => timeoutMs < ENDLESS_MS;
  for (const view of views.filter(isShort)) {
    configure({ timeoutMs: view.cell.timeoutMs ?? ENDLESS_MS });
    view.begin();
    await view.card.ready;
  }
  configure({ timeoutMs: ENDLESS_MS });
  for (const view of views.filter((view) => !isShort(view))) view.begin();
}

document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
const choice = choiceIn(new URLSearchParams(location.search));
showControls(form, choice, (choice) => {
  history.replaceState(null, '', addressOf(choice, alone?.id));
  show(choice);
});
place.append(...sections());
show(choice);
init().then(
  async () => {
    define();
    await begin();
    place.removeAttribute('aria-busy');
  },
  (error: unknown) => {
    const problem = document.getElementById('page-problem') as HTMLElement;
    problem.textContent = `The cards couldn’t be loaded: ${error instanceof Error ? error.message : String(error)}`;
    problem.hidden = false;
  },
);
