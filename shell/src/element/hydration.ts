// When an element that a server has rendered may change its attributes: frameworks compare what the server sent with what
// they render, once the page's scripts run, and report whatever has come in between.

/** On a page that is never idle, and in engines that don't tell. */
const LATEST_MS = 1000;

/** Calls back when the page has loaded and has nothing to do: what hydrates has begun by then. */
export function afterHydration(callback: () => void): void {
  const wait = (): unknown =>
    'requestIdleCallback' in globalThis
      ? requestIdleCallback(callback, { timeout: LATEST_MS })
      : setTimeout(callback, LATEST_MS);
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait);
}
