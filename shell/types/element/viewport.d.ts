export declare function whenNear(element: Element, callback: () => void): void;
export declare function stopWaiting(element: Element): void;
