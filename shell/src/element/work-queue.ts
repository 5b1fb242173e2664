// Spreads the work of many cards over short tasks, so that the page stays responsive: what is in sight first, the rest
// in slices. A single card does not wait: work runs at once while the present slice has time left.

/** How long a slice may take, in milliseconds. Half a frame: rendering and the page's own code need the other half. */
const SLICE_MS = 8;

/** Work that waits for a later slice, by element. */
const waiting = new Map<Element, () => void>();
/** Elements of `waiting` that have come into sight. */
const inSight = new Set<Element>();

/** When the present slice is over; undefined between slices. */
let sliceEnd: number | undefined;
let observer: IntersectionObserver | undefined;

/** Whether an element still waits for a later slice. */
export function hasWork(): boolean {
  return waiting.size > 0;
}

/** Whether the present slice has time left. Begins one where none is running. */
export function hasTime(): boolean {
  if (sliceEnd === undefined) {
    sliceEnd = performance.now() + SLICE_MS;
    void runSlices();
  }
  return !waiting.size && performance.now() < sliceEnd;
}

/** Does an element's work now or in a later slice. Work that still waits is replaced. */
export function runInSlices(element: Element, work: () => void, isUrgent: boolean): void {
  if (isUrgent || hasTime()) {
    cancelWork(element);
    return work();
  }
  waiting.set(element, work);
  observer ??=
    globalThis.IntersectionObserver &&
    new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting && waiting.has(target)) inSight.add(target);
      }
    });
  observer?.observe(element);
}

/** Drops what an element still waits for. */
export function cancelWork(element: Element): void {
  if (!waiting.delete(element)) return;
  inSight.delete(element);
  observer?.unobserve(element);
}

async function runSlices(): Promise<void> {
  do {
    await nextTask();
    sliceEnd = performance.now() + SLICE_MS;
    for (let element = next(); element && performance.now() < sliceEnd; element = next()) {
      const work = waiting.get(element);
      cancelWork(element);
      // In a microtask of its own, so that one card's failure is not the next one's. Yew renders in microtasks too:
      // what it does counts as part of the slice.
      if (work) queueMicrotask(work);
      await undefined;
    }
  } while (waiting.size);
  sliceEnd = undefined;
}

function next(): Element | undefined {
  for (const element of inSight.size ? inSight : waiting.keys()) return element;
  return undefined;
}

/** Resolves in a task of its own, behind those that wait already: rendering, input, answers to other cards. */
export function nextTask(): Promise<void> {
  if ('scheduler' in globalThis) return scheduler.postTask(() => {});
  // jsdom in Jest has none.
  if (!globalThis.MessageChannel) return new Promise((resolve) => setTimeout(resolve));
  const { port1, port2 } = new MessageChannel();
  port2.postMessage(0);
  // Closed, since an open one keeps Node running.
  return new Promise((resolve) => (port1.onmessage = () => resolve(port1.close())));
}
