/** The nearest value of an attribute, from the element outwards, through shadow roots. */
export declare function inherited(element: Element, name: string): string | undefined;
