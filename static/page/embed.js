// Marks the document as the card alone, for the style sheet, and tells the page around it that it is
// there: a page that a policy blocked says nothing. A classic script in the head: it has to be done
// before the first paint and the frame's load event.

if (new URLSearchParams(location.search).has('embed')) {
  document.documentElement.dataset.embed = '';
  // To anybody: it says nothing else, and who frames the page isn't known yet.
  if (parent !== window) parent.postMessage({ source: 'phone-profile', version: 1, type: 'loading' }, '*');
}
