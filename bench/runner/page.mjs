// A page in a browser context of its own: nothing of other visits is cached, and what it complains about is known.

/** For Chromium to be done with ending the last page and beginning this one: on few cores it would be measured too. */
const REST = 250;

/** Longer than anything here takes, unless something is broken. */
const PATIENCE = 60_000;

/** Gives `work` a new context, and ends it. */
export async function inContext(browser, work) {
  const context = await browser.createBrowserContext();
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}

/** Gives `work` a page and its DevTools session, and closes it. */
export async function inPage(context, work) {
  const page = await context.newPage();
  // Under the policy that our page is served with, libraries which need a Trusted Types policy don't run.
  await page.setBypassCSP(true);
  await new Promise((rested) => setTimeout(rested, REST));
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error?.message ?? error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  try {
    return await work(page, await page.createCDPSession());
  } catch (error) {
    const said = complaints.length ? `; the page said: ${complaints.slice(0, 5).join(' | ')}` : '';
    throw new Error(error.message + said, { cause: error });
  } finally {
    await page.close();
  }
}

/** Opens an address and waits for what a function in the page promises. Nothing is polled meanwhile. */
export async function open(page, url, promised, ...args) {
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  return inTime(page.evaluate(promised, ...args), `nothing came of ${promised}`);
}

export async function inTime(promise, what, patience = PATIENCE) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} within ${patience / 1000} s`)), patience);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
