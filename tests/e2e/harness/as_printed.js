// Makes the page's style sheets those of its printed form. Run in the page.

const seen = new Set();

function print(sheet) {
  if (seen.has(sheet)) return;
  seen.add(sheet);
  swap(sheet.media);
  for (const rule of sheet.cssRules) {
    if (rule.media) swap(rule.media);
    if (rule.cssRules) print(rule);
    if (rule.styleSheet) print(rule.styleSheet);
  }
}

function swap(media) {
  if (!media) return;
  media.mediaText = media.mediaText.replace(/\b(print|screen)\b/g, (medium) => (medium === 'print' ? 'all' : 'not all'));
}

function printAll(root) {
  for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) print(sheet);
  for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) printAll(shadowRoot);
}

printAll(document);
