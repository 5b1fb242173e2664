// Where a page wants a card of a framework: the elements that it has marked.

export function mountAll(mount) {
  for (const place of document.querySelectorAll('[data-card]')) {
    const { number, endpoint } = place.dataset;
    mount(place, { number, endpoint });
  }
}
