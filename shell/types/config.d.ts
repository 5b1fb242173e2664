import type { ConfigureOptions } from './types/options.js';
export declare const config: ConfigureOptions;
/** Called when cards can do more or other than before: after `configure()`, and as the runtime and its wasm arrive. */
export declare const changeListeners: Set<() => void>;
export declare function tellCards(): void;
/** Sets defaults for every card and every lookup on the page; cards that are there follow. */
export declare function configure(options: ConfigureOptions): void;
