// What properties are made of whose values are attributes.

/** On a server there are no elements: the class exists, and nothing is registered. */
export const HTMLElementOnPages: new () => HTMLElement = globalThis.HTMLElement ?? class {};

export function setAttribute(element: Element, name: string, value: string | number | boolean | URL | null | undefined): void {
  if (value == null || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : `${value}`);
}

/** The attribute's value if it is one of the words, otherwise the first of them. */
export function choice<Word extends string>(element: Element, name: string, words: readonly [Word, ...Word[]]): Word {
  const value = element.getAttribute(name);
  return words.find((word) => word === value) ?? words[0];
}

export function positive(element: Element, name: string, otherwise: number): number {
  const value = Number.parseFloat(element.getAttribute(name) ?? '');
  return value >= 0 ? value : otherwise;
}

/** A number, or the word in its place. */
export function positiveOr<Word extends string>(element: Element, name: string, otherwise: number, word: Word): number | Word {
  return element.getAttribute(name) === word ? word : positive(element, name, otherwise);
}

/** `max-age` → `maxAge` */
export function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** A property that was set before the element was defined hides the accessor: sets it again through it. */
export function upgrade(element: HTMLElement, name: string): void {
  if (!Object.hasOwn(element, name)) return;
  const properties = element as unknown as Record<string, unknown>;
  const value = properties[name];
  delete properties[name];
  properties[name] = value;
}
