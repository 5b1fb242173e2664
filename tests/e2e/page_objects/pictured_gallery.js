// Where the gallery's cards are pictured.

/**
 * Puts the cards beside one another, each at whole pixels and at a place of its own, so that none looks other because of
 * those before it. Gives the box of each, with a margin.
 */
function sheet({ columns, columnWidth, margin }) {
  const ends = Array(columns).fill(0);
  document.body.style.visibility = 'hidden';
  return cells().map(({ id, card }, index) => {
    const column = index % columns;
    const [left, top] = [column * (columnWidth + 2 * margin), ends[column]];
    const width = card.variant === 'avatar' ? 'max-content' : `${columnWidth}px`;
    Object.assign(card.parentElement.style, {
      visibility: 'visible',
      position: 'absolute',
      left: `${left + margin}px`,
      top: `${top + margin}px`,
      display: 'grid',
      gridTemplateColumns: width,
    });
    const box = card.getBoundingClientRect();
    const height = Math.ceil(box.height) + 2 * margin;
    ends[column] += height;
    return { id, left, top, width: Math.ceil(box.width) + 2 * margin, height };
  });
}

/** All pictures can be drawn at once, and what is drawn is on the screen. */
async function painted() {
  const images = cells().flatMap(({ card }) => [...card.shadowRoot.querySelectorAll('img[data-loaded]')]);
  await Promise.all(images.map((image) => image.decode()));
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
}
