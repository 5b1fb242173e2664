import type { LookupRequest } from '../border.js';
export declare function readLookupRequest(options: object, number: string): LookupRequest;
/** A value as a template would print it; empty where that throws. */
export declare function textOf(value: unknown): string;
/** A member; undefined where its getter throws. */
export declare function read(options: object, name: string): unknown;
/** A text, or an object that has one, such as a URL. An empty one counts as not set. */
export declare function readText(options: object, name: string): string | undefined;
