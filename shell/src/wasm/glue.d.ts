// The module that wasm-bindgen generates for src/exports.rs. The build puts it in place of this declaration.

import type { Card as MountedCard, CardHost, CardInputs, LookupRequest, Prefetch } from '../border.js';
import type { Profile } from '../types/profile.js';

export type Card = MountedCard;
export const Card: {
  /** `root` is an empty element that belongs to this card alone. */
  new (root: HTMLElement, host: CardHost, inputs: CardInputs): MountedCard;
};

/** Rejects with an ErrorReport. The profile's name is compared with `expectedName`, where there is one. */
export function lookup(request: LookupRequest, signal: AbortSignal, expectedName: string | undefined): Promise<Profile>;

/** Drops the cached answers for a number, or all of them. */
export function forget(number?: string, region?: string): void;

/** Takes the texts of the catalogue with that name. */
export function addCatalogue(name: string, texts: Readonly<Record<string, string>>): void;

export function usePrefetch(prefetch: Prefetch): void;

/** Instantiates the compiled module. */
export function initSync(options: { module: WebAssembly.Module }): void;
