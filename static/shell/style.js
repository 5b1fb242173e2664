// The one constructed sheet of all cards: the frame first, and what the wasm draws once that is there.

import frame from './skeleton.css';

let made;

export function sheet() {
  if (!made) {
    made = new CSSStyleSheet();
    made.replaceSync(frame);
  }
  return made;
}

export function extend(css) {
  sheet().replaceSync(frame + css);
}
