// Attributes that attach() sets on the page's elements. What the page has set itself stays, and is never taken away.

export class OwnAttributes {
  readonly #element: Element;
  /** What we have set. */
  readonly #set: Map<string, string>;

  /** `present`: attributes that are there and count as ours. */
  constructor(element: Element, present?: Iterable<readonly [string, string]>) {
    this.#element = element;
    this.#set = new Map(present);
  }

  /** Whether an attribute is the page's. */
  isPages(name: string): boolean {
    const present = this.#element.getAttribute(name);
    return present !== null && present !== this.#set.get(name);
  }

  /** Whether one is missing, or says something else by now. */
  lack(wanted: Map<string, string>): boolean {
    return [...wanted].some(([name, value]) => this.#isDue(name, value));
  }

  /** Sets these, and takes away what we had set besides. */
  set(wanted: Map<string, string>): void {
    for (const name of [...this.#set.keys()]) if (!wanted.has(name)) this.#unset(name);
    for (const [name, value] of wanted) {
      if (!this.#isDue(name, value)) continue;
      this.#element.setAttribute(name, value);
      this.#set.set(name, value);
    }
  }

  undo(): void {
    this.set(new Map());
  }

  #isDue(name: string, value: string): boolean {
    return this.#element.getAttribute(name) !== value && !this.isPages(name);
  }

  #unset(name: string): void {
    if (!this.isPages(name)) this.#element.removeAttribute(name);
    this.#set.delete(name);
  }
}
