import type { AttachOptions } from '../types/options.js';
export declare function attach(root: Element | Document, options?: AttachOptions): {
    detach(): void;
};
