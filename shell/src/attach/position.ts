// Where a card stands beside its number. The browser anchors it (`popover.css`) where it can; otherwise Floating UI does,
// which is fetched for that alone.

import type { AttachOptions } from '../types/options.js';

export type Placement = NonNullable<AttachOptions['placement']>;

export interface PositionOptions {
  readonly placement: Placement;
  /** Between number and card, in pixels. */
  readonly offset: number;
}

/** What decides about a place. */
export interface Place {
  /** Whether the card may stay where it is now. */
  isFree(): boolean;
  /** It may stay on no side. */
  isNowhere(): void;
}

export interface Position {
  /** Something has moved, or has the focus by now. */
  check(): void;
  end(): void;
}

const SIDES = ['bottom', 'top', 'right', 'left'] as const;
/** How far beside its place an anchored card may be, by rounding. */
const TOLERANCE = 2;

/** Keeps an open popover beside its number. */
export function keepBeside(anchor: Element, element: HTMLElement, options: PositionOptions, place: Place): Position {
  const [first, align] = options.placement.split('-');
  const sides = [first, ...SIDES.filter((side) => side !== first)];
  let stopFloating: (() => void) | undefined;
  let isOver = false;

  const end = (): void => {
    isOver = true;
    stopFloating?.();
  };
  const placed = (): void => {
    if (isOver || place.isFree()) return;
    sides.shift();
    if (sides.length) return put();
    end();
    place.isNowhere();
  };
  const float = async (): Promise<void> => {
    delete element.dataset['side'];
    element.dataset['waiting'] = '';
    const placement = [sides[0], align].filter(Boolean).join('-') as Placement;
    try {
      const { keepFloating } = await import('../entries/floating.js');
      const moved = (): void => {
        delete element.dataset['waiting'];
        placed();
      };
      if (!isOver) stopFloating = keepFloating(anchor, element, { ...options, placement }, moved);
    } catch {
      // It stands where its style sheet puts it, and can be used.
      delete element.dataset['waiting'];
    }
  };
  const put = (): void => {
    stopFloating?.();
    if (canAnchor(element)) {
      element.style.setProperty('--popover-offset', `${options.offset}px`);
      element.dataset['align'] = align ?? 'center';
      element.dataset['side'] = sides[0];
      if (isBeside(anchor, element, options.offset)) return placed();
    }
    void float();
  };
  put();
  return {
    // Floating UI watches by itself.
    check: () => element.dataset['side'] && placed(),
    end,
  };
}

/** Whether the browser has what `popover.css` uses. The number is the anchor by being the popover's source. */
function canAnchor(element: HTMLElement): boolean {
  return (
    element.popover === 'manual' &&
    CSS.supports('position-area', 'bottom span-all') &&
    CSS.supports('position-try-fallbacks', 'flip-block')
  );
}

/** Not where an engine knows no anchor for it, such as a number in an SVG, nor where a number is beyond the window's edge. */
function isBeside(anchor: Element, element: HTMLElement, offset: number): boolean {
  const [a, b] = [anchor.getBoundingClientRect(), element.getBoundingClientRect()];
  const apart = Math.max(b.top - a.bottom, a.top - b.bottom, b.left - a.right, a.left - b.right);
  const { clientWidth } = anchor.ownerDocument.documentElement;
  return Math.abs(apart - offset) <= TOLERANCE && b.left >= 0 && b.right <= clientWidth;
}
