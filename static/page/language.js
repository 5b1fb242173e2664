// Keeps the page's English beginning out of sight where the page will be in another language. A classic script in the
// head: it has to be done before the first paint. Which language it will be, the page itself finds out.

if (!/^en\b/i.test(new URLSearchParams(location.search).get('lang') ?? navigator.language)) {
  document.documentElement.dataset.otherLanguage = '';
}
