/** An element with attributes and children. */
export declare function node(name: string, attributes: Record<string, string>, ...children: (Node | string)[]): HTMLElement;
export declare function skeleton(): Node;
