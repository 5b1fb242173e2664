// The browser that everything is measured in.

import puppeteer from 'puppeteer-core';

/** Starts it: a Chromium of its own, or the one at this path. */
export function launch(chrome, flags) {
  return puppeteer.launch({
    ...(chrome ? { executablePath: chrome } : { channel: 'chrome' }),
    // All contexts have the window's size: no page is measured while another size is emulated.
    args: [...flags, '--window-size=1280,900'],
    defaultViewport: null,
    // A thousand seconds: the longest experiments are one call.
    protocolTimeout: 1_000_000,
    // Chromium ends with the pipe, however this process ends.
    pipe: true,
  });
}
