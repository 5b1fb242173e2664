// Cards that somebody looks at go before lookups of many numbers.

const loading = new Set<object>();
let waiting: (() => void)[] = [];

/** A card has begun to look up, or has stopped. */
export function setLoading(card: object, isLoading: boolean): void {
  if (isLoading) loading.add(card);
  else if (loading.delete(card) && !loading.size) {
    for (const resolve of waiting) resolve();
    waiting = [];
  }
}

/** How many look up just now. */
export function loadingCards(): number {
  return loading.size;
}

/** Resolves when no card is looking up; undefined where none is. */
export function cardsAreDone(): Promise<void> | undefined {
  return loading.size ? new Promise((resolve) => waiting.push(resolve)) : undefined;
}
