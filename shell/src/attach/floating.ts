// A popover beside its number by Floating UI, in engines without anchor positioning.

import { autoUpdate, computePosition, flip, offset, shift, size } from '@floating-ui/dom';
import type { PositionOptions } from './position.js';

/** Between the card and the window's edges, in pixels, as in `popover.css`. */
const EDGE = { padding: 8 };

/** Until the function that it gives is called. `placed` is called after each move. */
export function keepFloating(anchor: Element, element: HTMLElement, options: PositionOptions, placed: () => void): () => void {
  const middleware = [
    offset(options.offset),
    // What is beyond an edge along the number is shifted, and no reason for another side.
    flip({ ...EDGE, crossAxis: false, fallbackAxisSideDirection: 'end' }),
    shift(EDGE),
    size({
      ...EDGE,
      apply: ({ availableHeight }) => void (element.style.maxHeight = `${availableHeight}px`),
    }),
  ];
  let isOver = false;
  const move = async (): Promise<void> => {
    element.style.maxHeight = ''; // its own height decides about the side
    const { x, y } = await computePosition(anchor, element, { strategy: 'fixed', placement: options.placement, middleware });
    if (isOver) return;
    element.style.inset = `${y}px auto auto ${x}px`;
    placed();
  };
  // With the next frame: another height amid the calls of observers of sizes is an error of the page's.
  let frame = 0;
  const stop = autoUpdate(anchor, element, () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => void move());
  });
  return () => {
    isOver = true;
    cancelAnimationFrame(frame);
    stop();
  };
}
