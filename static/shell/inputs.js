// What decides about a card: its element's attributes and properties, what it inherits, and what configure() has set.

/** `given` is the answer that the page has: then there is nothing to look up. */
export function inputsOf(element, given, config) {
  return {
    ...config,
    number: given ? '' : element.number,
    endpoint: inherited(element, 'endpoint') ?? config.endpoint,
    region: inherited(element, 'region') ?? config.region,
    lang: inherited(element, 'lang') ?? navigator.language,
    variant: element.variant,
    picture: element.picture,
    mask: element.mask,
    maxAgeMs: element.hasAttribute('max-age') ? element.maxAge * 1000 : config.maxAgeMs,
    expectedName: element.expectedName,
    purpose: element.purpose ?? config.purpose,
    headingLevel: element.headingLevel,
    fetch: element.fetcher ?? config.fetch,
    strings: { ...config.strings, ...element.strings },
  };
}

/** The nearest value of an attribute, from the element outwards, through shadow roots. */
function inherited(element, name) {
  for (let at = element; at; at = at.getRootNode().host) {
    const value = at.closest(`[${name}]`)?.getAttribute(name);
    if (value) return value;
  }
  return undefined;
}
