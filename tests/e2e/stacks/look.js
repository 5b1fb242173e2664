
// The card of an example's page or frame.

await appeared(() => find('phone-profile')?.state !== undefined);
const element = await settled(find('phone-profile'));
// A frame has to become as high as what it shows.
const isFramed = window.top !== window;
if (isFramed) await appeared(() => document.documentElement.scrollHeight <= innerHeight);
return {
  card: read(element),
  checked: element.strings?.checked ?? null,
  is_expected: element.hasAttribute('expected-name'),
};
