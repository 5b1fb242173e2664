// The one sheet of all cards that have a shadow root.

import css from 'card-css:shadow';

export const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
