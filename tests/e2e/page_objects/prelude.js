// Before every script that scenarios run in a page: reading cards and waiting for them.

const DEADLINE_MS = 30000;
const card = (selector = 'phone-profile') => document.querySelector(selector);
const part = (element, name) => element.shadowRoot?.querySelector(`[part~="${name}"]`);
const parts = (element, name) => [...(element.shadowRoot?.querySelectorAll(`[part~="${name}"]`) ?? [])];
const words = (node) => (node ? node.textContent.replace(/\s+/g, ' ').trim() : null);
const seenBy = (node) => !!node && node.checkVisibility();

/** What a card shows, and what it tells the page. */
function read(element) {
  const root = element.shadowRoot;
  const time = root?.querySelector('time');
  const retry = part(element, 'retry');
  return {
    state: element.state,
    stateAttribute: element.getAttribute('state'),
    pictureState: element.getAttribute('picture-state'),
    profile: element.profile,
    error: element.error && {
      code: element.error.code,
      message: element.error.message,
      status: element.error.status ?? null,
      retryable: element.error.retryable,
      retryAfterMs: element.error.retryAfterMs ?? null,
    },
    name: words(part(element, 'name')),
    heading: part(element, 'name') && `h${part(element, 'name').getAttribute('aria-level')}`,
    number: words(root?.querySelector('[part~="number"] bdi')),
    badges: parts(element, 'badge').map(words),
    signals: [...(root?.querySelectorAll('[part~="signals"] li') ?? [])].map(words),
    status: words(part(element, 'status')),
    matched: words(part(element, 'match')),
    time: time ? { datetime: time.dateTime, text: words(time), line: words(part(element, 'time')) } : null,
    initials: words(part(element, 'initials')),
    pictures: parts(element, 'picture').map((image) => ({
      size: image.dataset.picture,
      shown: image.hasAttribute('data-loaded'),
      width: image.complete ? image.naturalWidth : 0,
      alt: image.getAttribute('alt'),
    })),
    title: words(root?.querySelector('[part~="error"] .title')),
    error_text: words(part(element, 'error')),
    retry: retry?.checkVisibility() ? { text: words(retry), disabled: retry.disabled } : null,
    skeleton: !!part(element, 'skeleton'),
    busy: !!root?.querySelector('[aria-busy="true"]'),
    live: words(root?.querySelector('[role="status"]')),
    images: root?.querySelectorAll('img').length ?? 0,
  };
}

/** Resolves with the first true value of `test`, tried at each change of the card and the document. */
function until(test, element = card()) {
  return new Promise((resolve, reject) => {
    let observer;
    let isOver = false;
    const look = () => {
      let value;
      try {
        value = test();
      } catch (error) {
        return end(reject, error);
      }
      if (value) end(resolve, value);
    };
    const end = (settle, value) => {
      isOver = true;
      observer.disconnect();
      clearTimeout(deadline);
      document.removeEventListener('load', look, true);
      settle(value);
    };
    const deadline = setTimeout(() => {
      const state = element ? JSON.stringify(read(element)) : 'no card';
      end(reject, new Error(`waited in vain for ${test}: ${state}`));
    }, DEADLINE_MS);
    observer = new MutationObserver(look);
    const everything = { subtree: true, childList: true, attributes: true, characterData: true };
    observer.observe(document, everything);
    // It may stand in a shadow root or another document, where its attributes are none of this one's.
    if (element) observer.observe(element, { attributes: true });
    // On a busy page it gets its shadow root in a later task, and nothing tells so.
    const lookInside = () => {
      if (isOver) return;
      if (!element.shadowRoot) return requestAnimationFrame(lookInside);
      observer.observe(element.shadowRoot, everything);
      look();
    };
    document.addEventListener('load', look, true);
    look();
    if (element) lookInside();
  });
}

/** The card tells its state first and draws in the same turn of the event loop: this is the next one. */
const drawn = () => new Promise((next) => setTimeout(next));

/** A card's lookup has ended, and its picture too: loaded as far as it goes, or given up. Its attributes say so. */
async function settled(element = card()) {
  await customElements.whenDefined(element.localName);
  await until(() => ['ready', 'not-registered', 'error'].includes(element.state), element);
  await until(() => element.getAttribute('state') === element.state, element);
  await until(() => {
    if (element.state !== 'ready' || element.picture === 'hide') return true;
    const shown = element.getAttribute('picture-state');
    const images = parts(element, 'picture');
    return shown !== 'public' || (images.length > 0 && images.every((image) => image.hasAttribute('data-loaded')));
  }, element);
  // Texts of its language may be on their way.
  await until(() => !element.shadowRoot.querySelector('[aria-busy="true"]'), element);
  await drawn();
  // Times follow in a task of their own.
  await until(() => words(element.shadowRoot.querySelector('time')) !== '', element);
  return element;
}

/** As the page imports: Firefox runs a driver's scripts beside the page, with modules of their own. */
const importModule = window.importModule ?? ((url) => import(url));

/** The kit's functions, from where the page has it from. */
const kit = () => importModule(document.documentElement.dataset.kit + '/index.js');

/** The fields of whatever a promise rejects with. */
async function thrown(promise) {
  try {
    const value = await promise;
    return { resolved: value === undefined ? null : value };
  } catch (error) {
    return {
      name: error.name,
      message: error.message,
      code: error.code ?? null,
      status: error.status ?? null,
      retryable: error.retryable ?? null,
      retryAfterMs: error.retryAfterMs ?? null,
      isError: error instanceof Error,
      isLookupError: error instanceof (await kit()).LookupError,
    };
  }
}
