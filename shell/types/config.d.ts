import type { ConfigureOptions } from './types/options.js';
export declare const config: ConfigureOptions;
/** Called after each change, so that the elements on the page read their inputs again. */
export declare const configListeners: Set<() => void>;
/** Sets defaults for every card and every lookup on the page; cards that are there follow. */
export declare function configure(options: ConfigureOptions): void;
