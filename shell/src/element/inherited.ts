// Attributes that a card takes from what is around it.

/** The nearest value of an attribute, from the element outwards, through shadow roots. */
export function inherited(element: Element, name: string): string | undefined {
  for (let at: Element | undefined = element; at; at = hostOf(at)) {
    const value = at.closest(`[${name}]`)?.getAttribute(name);
    if (value) return value;
  }
  return undefined;
}

/** Only shadow roots have one, of whatever realm; the element is in a document. */
function hostOf(element: Element): Element | undefined {
  return (element.getRootNode() as Partial<ShadowRoot>).host;
}
