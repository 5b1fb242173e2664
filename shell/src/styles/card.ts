// The style of what Rust draws, and of what stands in for it.

import css from './card.css';

export const cardCss: string = css;
