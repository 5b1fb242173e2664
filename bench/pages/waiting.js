// Waits without sleeping: for the next task, the next painted frame, or what a card shows.

const LONGEST_MS = 60_000;

const channel = new MessageChannel();
const waiting = [];
channel.port1.onmessage = () => waiting.shift()();

/** The next task, without the pause that timers take. */
export function task() {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}

/** The beginning of the next frame. */
export function frame() {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** The next frame has been painted. */
export async function painted() {
  await frame();
  await task();
}

/** Looks again after each `pause` until it is so. */
export async function until(isSo, pause, what) {
  const end = performance.now() + LONGEST_MS;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what()}`);
    await pause();
  }
}

/** What a place's card has as its name: in its shadow root, or without one. */
export function shownName(place) {
  const card = place.firstElementChild;
  const root = card?.shadowRoot ?? card;
  return root?.querySelector('.name')?.textContent.trim();
}
