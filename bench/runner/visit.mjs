// Visits of a page with one card: when its picture is there, what came over the wire, what kept the page busy.

import { inContext, inPage, inTime, open } from './page.mjs';
import { SLOW_CPU, SLOW_LINK } from './plans.mjs';

/* global bench, performance: these functions run in the page */
const pictureShown = async () => {
  const picture = await bench.picture;
  return { ...picture, ...bench.paints() };
};

/** A cold visit, and where it is wanted a second one with what the first has left in the browser's cache. */
export async function visitPair(browser, url, condition, warm) {
  return inContext(browser, async (context) => {
    const visit = () =>
      inPage(context, async (page, session) => {
        if (condition === 'cpu4') await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU });
        if (condition === 'slow-link') await page.emulateNetworkConditions(SLOW_LINK);
        const times = await open(page, url, pictureShown);
        // The full picture too, and whatever else is under way: the next visit finds all of it.
        if (warm) await page.waitForNetworkIdle({ idleTime: 100 });
        return times;
      });
    const first = await visit();
    return warm ? [first, await visit()] : [first];
  });
}

/** Bytes of scripts and wasm as they came over the wire, headers included, and the page's stability. */
export async function wire(browser, url) {
  return inContext(browser, (context) =>
    inPage(context, async (page, session) => {
      const sent = new Map();
      await session.send('Network.enable');
      session.on('Network.requestWillBeSent', ({ requestId, request }) => {
        sent.set(requestId, { path: new URL(request.url).pathname, bytes: 0 });
      });
      session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        const request = sent.get(requestId);
        if (request) request.bytes = encodedDataLength;
      });
      await open(page, url, pictureShown);
      await page.waitForNetworkIdle({ idleTime: 200 });
      const shift = await page.evaluate(() => bench.shift());
      const requests = [...sent.values()];
      const lookups = requests.filter(({ path }) => path.startsWith('/number/'));
      // A contender that asks twice, or not at all, does other work than the others.
      if (lookups.length !== 1) throw new Error(`${lookups.length} lookups for one card`);
      const code = requests.filter(({ path }) => /\.(js|wasm|css)$/.test(path) && !path.startsWith('/pages/'));
      const bytes = code.reduce((sum, request) => sum + request.bytes, 0);
      return { bytes, requests: code.length, shift };
    }),
  );
}

/** How far things move on a page with five cards until all that is to come has come: Chromium's cumulative layout shift. */
export async function columnShift(browser, url) {
  return inContext(browser, (context) =>
    inPage(context, async (page) => {
      let lookups = 0;
      page.on('requestfinished', (request) => {
        if (new URL(request.url()).pathname.startsWith('/number/')) lookups += 1;
      });
      await page.goto(url, { waitUntil: 'domcontentloaded' });
      // Longer than the endpoint takes.
      await page.waitForNetworkIdle({ idleTime: 600 });
      if (lookups !== 5) throw new Error(`${lookups} lookups for five cards`);
      return { shift: await page.evaluate(() => bench.shift()) };
    }),
  );
}

/** The longest task on the page's main thread until its picture is there, in milliseconds. */
export async function longestTask(browser, url) {
  return inContext(browser, (context) =>
    inPage(context, async (page) => {
      await page.tracing.start({
        categories: ['toplevel', 'disabled-by-default-devtools.timeline', 'blink.user_timing'],
      });
      await open(page, url, pictureShown);
      const trace = await inTime(page.tracing.stop(), 'no trace came');
      return { longest: longestIn(JSON.parse(new TextDecoder().decode(trace)).traceEvents, url) };
    }),
  );
}

/** The thread that the navigation is noted on is the page's own: other pages and the browser are left out. */
function longestIn(events, url) {
  const start = events.find(
    ({ name, args }) => name === 'navigationStart' && args.data?.documentLoaderURL === url,
  );
  if (!start) throw new Error('the trace has no navigation');
  const tasks = events.filter(
    ({ name, pid, tid, ts }) =>
      /^(ThreadControllerImpl::)?RunTask$/.test(name) && pid === start.pid && tid === start.tid && ts >= start.ts,
  );
  if (!tasks.length) throw new Error('the trace has no tasks');
  return Math.max(...tasks.map(({ dur }) => dur ?? 0)) / 1000;
}
