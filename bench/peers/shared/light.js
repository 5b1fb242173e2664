// The sheet of the cards that have no shadow root, once for the document.

import css from 'card-css:light';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
