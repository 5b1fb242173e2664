// Marks the document as the card alone, for the style sheet. A classic script in the head: it has to
// be done before the first paint.

if (new URLSearchParams(location.search).has('embed')) {
  document.documentElement.dataset.embed = '';
}
