// Who goes first: cards, which somebody looks at, before lookups in bulk.

const loading = new Set();
let done = [];

/** A card has begun to look up, or has stopped. */
export function isLoading(card, is) {
  if (is) loading.add(card);
  else if (loading.delete(card) && !loading.size) {
    for (const resolve of done) resolve();
    done = [];
  }
}

/** Until no card is looking up. */
export function cardsAreDone() {
  return loading.size ? new Promise((resolve) => done.push(resolve)) : undefined;
}
