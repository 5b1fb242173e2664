
// What the page says of its card, and of what its server has found.

const [isServed] = args;
await appeared(() => words(find('#state')) === 'ready');
if (isServed) await appeared(() => words(find('#server')));
return { state: words(find('#state')), server: words(find('#server')) };
