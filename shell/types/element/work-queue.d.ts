/** Whether the present slice has time left. Begins one where none is running. */
export declare function hasTime(): boolean;
/** Does an element's work now or in a later slice. Work that still waits is replaced. */
export declare function runInSlices(element: Element, work: () => void): void;
/** Drops what an element still waits for. */
export declare function cancelWork(element: Element): void;
