import type { LookupOptions } from '../types/options.js';
import type { Profile } from '../types/profile.js';
export declare function lookup(number: string, options: LookupOptions): Promise<Profile>;
export declare function forget(number: string | undefined, region: string | undefined): void;
