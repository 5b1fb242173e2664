// Clicks, heard also where the page keeps them from going up to the root: Headless UI does so for all clicks in its
// dialogs. What the page has used itself it says by preventDefault().

const STOPS = ['stopPropagation', 'stopImmediatePropagation'] as const;

/** Calls `heard` once for each click in `root`, after the page's own listeners. */
export function listenForClicks(root: Element | Document, heard: (event: MouseEvent) => void, signal: AbortSignal): void {
  let last: Event | undefined;
  const hear = (event: Event): void => {
    if (event === last) return;
    last = event;
    heard(event as MouseEvent);
  };
  const watch = (event: Event): void => {
    for (const name of STOPS) {
      const stop = event[name].bind(event);
      event[name] = () => {
        stop();
        // After the listener that stops it, which may prevent the default too. A script's click would be over by then.
        if (event.isTrusted) queueMicrotask(() => hear(event));
        else hear(event);
      };
    }
  };
  root.addEventListener('click', watch, { signal, capture: true });
  root.addEventListener('click', hear, { signal });
}
