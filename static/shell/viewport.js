// Says when an element comes near the viewport, for `loading="lazy"`. One observer for all elements: it tells with the
// next frame. What is near beyond doubt is told at once, since a card's lookup waits for it.

const waiting = new Map();
let fresh = [];
let observer;

export function whenNear(element, callback) {
  waiting.set(element, callback);
  // After the other elements that the page has, so that its layout is made once.
  if (fresh.push(element) === 1) queueMicrotask(look);
}

function look() {
  observer ??= new IntersectionObserver((entries) => entries.forEach((entry) => entry.isIntersecting && tell(entry.target)), {
    rootMargin: '200px',
  });
  // Up to the first that isn't: in a long table each question would cost.
  let near = top === self;
  for (const element of fresh) {
    near &&= isNear(element);
    if (near) tell(element);
    else if (waiting.has(element)) observer.observe(element);
  }
  fresh = [];
}

/** Whether it has a place near the viewport, and nothing around it clips it. */
function isNear(element) {
  const box = element.getBoundingClientRect();
  for (let at = element; (at = at.parentNode ?? at.host); ) {
    if (at.localName && at.localName !== 'html' && getComputedStyle(at).overflow !== 'visible') return false;
  }
  return box.width && box.bottom > -200 && box.top < innerHeight + 200 && box.right > 0 && box.left < innerWidth;
}

function tell(element) {
  waiting.get(element)?.();
  stopWaiting(element);
}

export function stopWaiting(element) {
  waiting.delete(element);
  observer?.unobserve(element);
}
