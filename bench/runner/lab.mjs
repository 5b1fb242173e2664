// The experiments with many cards, each in a fresh page whose lookups are answered by a mock.

import { inContext, inPage, inTime, open } from './page.mjs';

/** Many cards and their pictures take a while on a slow machine. */
const PATIENCE = 600_000;

/* global lab: these functions run in the page */
const ready = async () => {
  await lab.ready;
};
const play = (what, size) => lab[what](size);

export async function experiment(browser, url, what, size) {
  return inLab(browser, url, async (page) => inTime(page.evaluate(play, what, size), `${what} ended not`, PATIENCE));
}

/** What stays of cards that have come and gone. The first ones may leave what is made once. */
export async function churn(browser, url, size, warmUp) {
  return inLab(browser, url, async (page, session) => {
    await session.send('Performance.enable');
    await session.send('HeapProfiler.enable');
    const mountAndRemove = (count) =>
      inTime(page.evaluate(play, 'churn', count), 'mounting and removing ended not', PATIENCE);
    await mountAndRemove(warmUp);
    const before = await held(page, session);
    const times = await mountAndRemove(size);
    const after = await held(page, session);
    const kept = Object.fromEntries(Object.keys(after).map((name) => [name, after[name] - before[name]]));
    return { ...times, mounts: size, ...kept };
  });
}

/** Nodes, listeners and bytes that a page holds once what nobody needs is gone. */
async function held(page, session) {
  // What the first collection finalises, the second one frees.
  for (let time = 0; time < 2; time++) {
    await session.send('HeapProfiler.collectGarbage');
  }
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name) => metrics.find((one) => one.name === name).value;
  // Wasm has its memory beside JavaScript's heap.
  const wasm = await page.evaluate(() => lab.memoryBytes());
  return { nodes: metric('Nodes'), listeners: metric('JSEventListeners'), heap: metric('JSHeapUsedSize'), wasm };
}

async function inLab(browser, url, work) {
  return inContext(browser, (context) =>
    inPage(context, async (page, session) => {
      await open(page, url, ready);
      return work(page, session);
    }),
  );
}
