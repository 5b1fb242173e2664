// The experiments: `window.lab`, for whoever drives the page. All of them are the same for all contenders: a
// contender gives `mount(target, props)` and `mountRows(body, cards)`, and what cards show is read from the page.
//
// No number is used twice on a page, so that nobody's cache has an answer already.

import { answerLookups, nameOf, numberAt } from './people.js';
import { frame, painted, shownName, task, until } from './waiting.js';

const ENDPOINT = '/';
/** Somebody whom the endpoint knows, for a picture that is really there. */
const SITTER = '13105550123';
/** How many lookups are timed together: single ones are too short for the clock. */
const BLOCK = 50;
/** How many frames it takes to scroll from one end to the other. */
const FRAMES = 300;
/** Rows that the viewport shows at first. */
const FIRST_ROWS = 10;

let used = 0;

function people(count) {
  return Array.from({ length: count }, () => ({ number: numberAt(used++), endpoint: ENDPOINT }));
}

function table(...classes) {
  const element = document.createElement('table');
  element.classList.add('rows', ...classes);
  const body = element.createTBody();
  document.body.append(element);
  return body;
}

function place() {
  const element = document.createElement('div');
  document.body.append(element);
  return element;
}

/** Gives a function that says whether all rows show their own names. */
function allNamed({ rows }, cards) {
  return inAll(rows, cards, 'name', (place, { number }) => shownName(place) === nameOf(number));
}

/** The same of cards that wait to be seen: whether all have been drawn as those. */
function allDrawn({ rows }, cards) {
  return inAll(rows, cards, 'skeleton', (place) => place.firstElementChild.shadowRoot);
}

/** What was seen isn't looked at again. */
function inAll(rows, cards, what, isShown) {
  let seen = 0;
  const isNext = () => rows[seen] && isShown(rows[seen].cells[1], cards[seen]);
  return {
    check() {
      while (seen < cards.length && isNext()) seen += 1;
      return seen === cards.length;
    },
    missing: () => `the ${what} of card ${seen + 1} of ${cards.length}`,
  };
}

function named(target, { number }) {
  const name = nameOf(number);
  return until(
    () => shownName(target) === name,
    task,
    () => `${name}; there is ${shownName(target)}`,
  );
}

export function start(contender) {
  const { mount, mountRows, canWait = false } = contender;

  async function prepare() {
    const response = await fetch(`${ENDPOINT}number/${SITTER}`);
    const { profilePicThumb } = await response.json();
    const image = new Image();
    image.referrerPolicy = 'no-referrer';
    image.src = profilePicThumb;
    await image.decode();
    answerLookups(profilePicThumb);
    await contender.ready;
    await painted();
    return image; // kept, so that the browser keeps it too
  }

  /** Mounts that many cards in one task. Gives where they are, since when, and for how long the task ran, in ms. */
  async function mountAll(count, isLazy) {
    const cards = people(count).map((card) => ({ ...card, variant: 'card' }));
    const body = table();
    await painted();
    const since = performance.now();
    mountRows(body, cards, isLazy);
    return { body, cards, since, mounted: performance.now() - since };
  }

  /** Mounts cards in one task; until all of them show their names, and that was painted. */
  async function thousand(count = 1000) {
    const { body, cards, since, mounted } = await mountAll(count);
    const { check, missing } = allNamed(body, cards);
    await until(check, frame, missing);
    await task();
    const ms = performance.now() - since;
    await painted();
    const longTasks = bench.longTasks(since);
    return { count, ms, mounted, longTasks, longest: Math.max(0, ...longTasks) };
  }

  /** Mounts cards in one task, most of them out of sight; until all are there: with a name, or waiting for sight. */
  async function unseen(count = 1000) {
    const { body, cards, since } = await mountAll(count, true);
    const { check, missing } = canWait ? allDrawn(body, cards) : allNamed(body, cards);
    await until(check, frame, missing);
    const ms = performance.now() - since;
    await painted();
    return { count, ms, longest: Math.max(0, ...bench.longTasks(since)) };
  }

  /** Mounts a card, waits for its name, and takes it away; again and again. */
  async function churn(count = 1000) {
    const since = performance.now();
    for (const card of people(count)) {
      const target = place();
      const handle = mount(target, card);
      await named(target, card);
      handle.unmount();
      target.remove();
      await task(); // whoever tidies up later has the time to do so
    }
    const ms = performance.now() - since;
    await painted();
    return { count, ms, us: (ms * 1000) / count };
  }

  /** Changes the number of one card; each time until the new name is there. */
  async function update(count = 1000) {
    const [first, ...others] = people(count + 1);
    const target = place();
    const handle = mount(target, first);
    await named(target, first);
    const since = performance.now();
    for (const card of others) {
      handle.update(card.number);
      await named(target, card);
    }
    const ms = performance.now() - since;
    handle.unmount();
    target.remove();
    return { count, ms, us: (ms * 1000) / count };
  }

  /** Our `lookup()` and a plain `fetch`, in turns; where there is a `lookup()`. */
  async function lookup(count = 1000) {
    if (!contender.lookup) return null;
    const ways = {
      lookup: ({ number }) => contender.lookup(number, ENDPOINT),
      fetch: ({ number }) => fetch(`${ENDPOINT}number/${number.slice(1)}`).then((response) => response.json()),
    };
    const times = { lookup: [], fetch: [] };
    for (let done = 0; done < count; done += BLOCK) {
      for (const [name, ask] of Object.entries(ways)) {
        const block = people(Math.min(BLOCK, count - done));
        const since = performance.now();
        for (const person of block) {
          const { name } = await ask(person);
          if (name !== nameOf(person.number)) throw new Error(`${person.number} is ${name}`);
        }
        times[name].push(((performance.now() - since) * 1000) / block.length);
      }
    }
    return { count, lookup: middle(times.lookup), fetch: middle(times.fetch) };
  }

  /** A long table of compact cards, scrolled from one end to the other. */
  async function scroll(rows = 10_000) {
    const cards = people(rows).map((card) => ({ ...card, variant: 'compact' }));
    const body = table('scrolled');
    await painted();
    const since = performance.now();
    mountRows(body, cards, true);
    const first = allNamed(body, cards.slice(0, FIRST_ROWS));
    await until(first.check, frame, first.missing);
    await task();
    const mount = performance.now() - since;
    const all = allNamed(body, cards);
    if (!canWait) await until(all.check, frame, all.missing);
    const settled = performance.now() - since;

    await painted();
    const root = document.scrollingElement;
    const way = root.scrollHeight - root.clientHeight;
    const times = [];
    let before = await frame();
    for (let step = 1; step <= FRAMES; step++) {
      root.scrollTop = (way * step) / FRAMES;
      const now = await frame();
      times.push(now - before);
      before = now;
    }
    // Rows that nobody has seen may be a little higher than they were taken for.
    const toTheEnd = () => {
      root.scrollTop = root.scrollHeight;
      return frame();
    };
    const last = allNamed({ rows: [body.rows[rows - 1]] }, cards.slice(-1));
    await until(last.check, toTheEnd, last.missing);
    times.sort((a, b) => a - b);
    const p95 = times[Math.floor(times.length * 0.95)];
    return { rows, mount, settled, median: middle(times), p95, max: times.at(-1) };
  }

  window.lab = {
    ready: prepare().then((kept) => ((window.lab.kept = kept), true)),
    thousand,
    unseen,
    churn,
    lookup,
    update,
    scroll,
    /** The size of the wasm's memory, where there is one. */
    memoryBytes: contender.memoryBytes ?? (() => 0),
  };
}

function middle(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
