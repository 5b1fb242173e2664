// Says when an element comes near the viewport, for `loading="lazy"`. One observer for all elements.

const waiting = new WeakMap();
let observer;

export function whenNear(element, callback) {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        waiting.get(target)?.();
        stopWaiting(target);
      }
    },
    { rootMargin: '200px' },
  );
  waiting.set(element, callback);
  observer.observe(element);
}

export function stopWaiting(element) {
  waiting.delete(element);
  observer?.unobserve(element);
}
