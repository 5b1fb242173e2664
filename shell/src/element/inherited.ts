// Attributes that a card takes from what is around it.

/** The nearest value of an attribute, from the element outwards, through shadow roots. */
export function inherited(element: Element, name: string): string | undefined {
  for (let at: Element | undefined = element; at; at = hostOf(at)) {
    const value = at.closest(`[${name}]`)?.getAttribute(name);
    if (value) return value;
  }
  return undefined;
}

/** The element in whose shadow root another one stands. By its members: only shadow roots have a host, of whatever realm. */
export function hostOf(element: Element): Element | undefined {
  return (element.getRootNode() as Partial<ShadowRoot>).host;
}
