// The first script of every foreign page: writes down what happens to it. A file of its own, since
// strict policies refuse inline scripts.

window.seen = { violations: [], errors: [], dialogs: [], events: [], console: [] };

document.addEventListener('securitypolicyviolation', (event) => {
  seen.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
});
addEventListener('error', (event) => seen.errors.push(`${event.message ?? event.type}`));
addEventListener('unhandledrejection', (event) => seen.errors.push(`unhandled: ${event.reason}`));
for (const name of ['alert', 'confirm', 'prompt']) {
  window[name] = (text) => void seen.dialogs.push(`${name}: ${text}`);
}
for (const name of ['request', 'load', 'error', 'statechange']) {
  document.addEventListener(`phone-profile-${name}`, (event) => {
    const { bubbles, composed, cancelable, detail, target } = event;
    seen.events.push({ name, bubbles, composed, cancelable, detail, id: target.id, state: target.state });
  });
}
// For a driver whose scripts would import modules of their own.
window.importModule = (url) => import(url);

// For drivers that have no log.
for (const [name, level] of Object.entries({ error: 'SEVERE', warn: 'WARNING', info: 'INFO', log: 'INFO' })) {
  const write = console[name];
  console[name] = (...values) => {
    seen.console.push(`${level} ${values.join(' ')}`);
    write.apply(console, values);
  };
}
