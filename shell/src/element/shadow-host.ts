// The way out of a shadow root.

/** The element in whose shadow root another one stands. By its members: only shadow roots have a host, of whatever realm. */
export function shadowHost(element: Element): Element | undefined {
  return (element.getRootNode() as Partial<ShadowRoot>).host;
}
