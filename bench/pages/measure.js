// Measures how a page gets to its first picture. A classic script, first on the page, so that nothing is missed.

(() => {
  const isPicture = (target) => target instanceof HTMLImageElement && target.src.includes('/demo/pictures/');

  const entries = { paint: [], 'layout-shift': [], longtask: [] };
  const observers = Object.entries(entries).map(([type, kept]) => {
    const keep = (list) => kept.push(...list);
    const observer = new PerformanceObserver((list) => keep(list.getEntries()));
    observer.observe({ type, buffered: true });
    return { observer, keep };
  });
  /** Entries wait for a task of their own: takes those that have not had theirs. */
  const all = (type) => {
    for (const { observer, keep } of observers) keep(observer.takeRecords());
    return entries[type];
  };
  const firstPaint = () => all('paint').find(({ name }) => name === 'first-paint')?.startTime ?? null;

  /** When the first picture has loaded, and when it could be painted. */
  const picture = new Promise((resolve, reject) => {
    // Experiments with many cards must not pay for listeners of ours.
    if (!location.pathname.startsWith('/first/')) return;
    const { attachShadow } = Element.prototype;
    const heard = [];
    const hear = (root) => {
      root.addEventListener('load', loaded, true);
      heard.push(root);
      return root;
    };
    const loaded = async ({ target }) => {
      if (!isPicture(target)) return;
      const times = { loaded: performance.now() };
      for (const root of heard) root.removeEventListener('load', loaded, true);
      Element.prototype.attachShadow = attachShadow;
      try {
        await target.decode();
      } catch (error) {
        return reject(error);
      }
      times.decoded = performance.now();
      // The browser tells of a paint a few frames after it. Nothing that is measured waits for this.
      for (let left = 30; left > 0 && firstPaint() === null; left--) await new Promise(requestAnimationFrame);
      resolve(times);
    };
    // Loads in a shadow root aren't heard outside of it.
    Element.prototype.attachShadow = function (options) {
      return hear(attachShadow.call(this, options));
    };
    hear(document);
  });
  picture.catch(() => {}); // told to whoever waits for it

  window.bench = {
    picture,
    paints: () => ({ firstPaint: firstPaint() }),
    shift: () => all('layout-shift').reduce((sum, entry) => sum + (entry.hadRecentInput ? 0 : entry.value), 0),
    longTasks(since = 0) {
      const tasks = all('longtask').filter(({ startTime }) => startTime >= since);
      return tasks.map(({ duration }) => duration);
    },
  };
})();
