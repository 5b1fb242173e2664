// One round with a long list: reading, looking up, scrolling, and what the page holds for it.

import { readFile } from 'node:fs/promises';
import { inContext, inPage, inTime, open } from './page.mjs';

/** Looking a hundred thousand numbers up takes minutes. */
const PATIENCE = 900_000;
/** How many frames a scroll takes. */
const FRAMES = 600;
/** What a turn of a mouse's wheel, a flick and a hard fling take a frame, in pixels. */
const SPEEDS = { wheel: 40, flick: 100, fling: 400 };

export async function measureList(browser, origin, file, rows) {
  return inContext(browser, (context) =>
    inPage(context, async (page, session) => {
      await open(page, `${origin}/workbench/`, ready);
      const renderer = await rendererOf(browser);
      const before = await resident(renderer);

      await page.tracing.start({ categories: ['toplevel', 'disabled-by-default-devtools.timeline', 'blink.user_timing'] });
      const field = await page.$('#file');
      await page.evaluate(() => performance.mark('list-begins'));
      const begun = Date.now();
      await field.uploadFile(file);
      await inTime(page.evaluate(planned), 'no plan came', PATIENCE);
      const read = Date.now() - begun;
      const trace = JSON.parse(new TextDecoder().decode(await inTime(page.tracing.stop(), 'no trace came')));
      const longest = longestTask(trace.traceEvents);
      const held = await resident(renderer);

      const started = Date.now();
      await page.click('#start');
      await inTime(page.evaluate(finished), 'the run did not end', PATIENCE);
      const lookedUp = Date.now() - started;
      await session.send('HeapProfiler.collectGarbage');
      const answered = await resident(renderer);

      const scrolls = {};
      for (const [name, pixels] of Object.entries(SPEEDS)) {
        scrolls[name] = await inTime(page.evaluate(scroll, pixels, FRAMES), `scrolling did not end`);
      }
      const jump = await inTime(page.evaluate(scroll, null, FRAMES), `scrolling did not end`);
      return { rows, read, longest, lookedUp, ...scrolls, jump, bytes: { read: held - before, answered: answered - before } };
    }),
  );
}

/* global document, performance, requestAnimationFrame, setTimeout: these functions run in the page */
async function ready() {
  while (!document.querySelector('#file')) await new Promise((next) => setTimeout(next, 50));
}

async function planned() {
  while (!document.querySelector('#start')) await new Promise((next) => setTimeout(next, 5));
}

async function finished() {
  while (!document.querySelector('#run-title')?.textContent.includes('Finished')) {
    await new Promise((next) => setTimeout(next, 50));
  }
}

/** Scrolls by so many pixels a frame, or through all of it, and gives the frames' times and how many had rows to wait for. */
async function scroll(pixels, frames) {
  const grid = document.querySelector('#grid');
  const frame = () => new Promise(requestAnimationFrame);
  grid.scrollTop = 0;
  for (let turn = 0; turn < 30; turn++) await frame();
  const step = pixels ?? (grid.scrollHeight - grid.clientHeight) / frames;
  const times = [];
  let waiting = 0;
  let last = await frame();
  for (let turn = 0; turn < frames; turn++) {
    grid.scrollTop += step;
    const now = await frame();
    times.push(now - last);
    last = now;
    if (grid.querySelector('.bone')) waiting += 1;
  }
  times.sort((one, other) => one - other);
  const at = (share) => times[Math.floor(share * (times.length - 1))];
  return { median: at(0.5), p95: at(0.95), max: times.at(-1), waiting: waiting / frames };
}

/** The longest task of the page's main thread since the list was chosen, in milliseconds. */
function longestTask(events) {
  const start = events.find(({ name }) => name === 'list-begins');
  if (!start) throw new Error('the trace has no beginning');
  const tasks = events.filter(
    ({ name, pid, tid, ts }) =>
      /^(ThreadControllerImpl::)?RunTask$/.test(name) && pid === start.pid && tid === start.tid && ts >= start.ts,
  );
  if (!tasks.length) throw new Error('the trace has no tasks');
  return Math.max(...tasks.map(({ dur }) => dur ?? 0)) / 1000;
}

/** The process that draws the page and runs its worker: the largest renderer there is. */
async function rendererOf(browser) {
  const { processInfo } = await (await browser.target().createCDPSession()).send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const sizes = await Promise.all(renderers.map(async ({ id }) => ({ id, bytes: await resident(id) })));
  return sizes.sort((one, other) => other.bytes - one.bytes)[0].id;
}

/** What a process holds in memory, in bytes. */
async function resident(id) {
  const status = await readFile(`/proc/${id}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)[1]) * 1024;
}
