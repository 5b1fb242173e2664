// The types of what crosses between this shell and the wasm. src/exports.rs has the other side.

import type { LookupErrorCode } from './errors.js';
import type { CardState, Profile, ShownPictureState } from './types/profile.js';

/** What to look up. What the page has not set, or set to something that can't be used, is left out. */
export interface LookupRequest {
  number: string;
  endpoint: string;
  region?: string | undefined;
  maxAgeMs?: number | undefined;
  timeoutMs?: number | undefined;
  purpose?: string | undefined;
  cache?: CacheMode | undefined;
  /** One of many: a refusal for the rate alone is reported at once, for all of them to wait together. */
  bulk?: boolean | undefined;
  /** Tells the page's own fetch functions apart. 0: the browser's. */
  fetcherId: number;
  fetch?: typeof fetch | undefined;
  /** Given to `fetch` as the page has set it; a function is called before each request. */
  headers?: unknown;
}

export type CacheMode = 'default' | 'reload' | 'no-store' | 'only-if-cached';

/** What decides how a card looks. */
export interface DisplayOptions {
  variant: 'card' | 'compact' | 'avatar';
  pictures: boolean;
  /** Whether the person's or shop's own line of text is shown. */
  about: boolean;
  /** Whether every signal is listed, each with what it does not mean. */
  showSignals: boolean;
  /** Whether all that a business says of itself is shown. */
  showBusiness: boolean;
  mask: boolean;
  expectedName?: string | undefined;
  /** 0: the name is no heading. */
  headingLevel: number;
  lang: string;
  /** The catalogue that the texts are from; none where they are English. The card waits for one that hasn't come. */
  catalogue?: string | undefined;
  strings: Record<string, string>;
}

/** Everything that a card depends on. */
export interface CardInputs {
  /** Its number is empty while the page gives the profile. */
  request: LookupRequest;
  display: DisplayOptions;
  /** Counts the changes of what is asked about. Each report has that of the inputs which it is about. */
  revision: number;
}

/** Why there is no answer. */
export interface ErrorReport {
  code: LookupErrorCode;
  message: string;
  retryable: boolean;
  status?: number;
  retryAfterMs?: number;
}

/** What pages can see of a card. */
export interface CardReport {
  /** That of the inputs. */
  revision: number;
  state: CardState;
  pictureState: ShownPictureState;
  /** Frozen, and the same object while it is the same answer. */
  profile: Profile | null;
  error: ErrorReport | null;
  /** For screen readers. */
  announcement: string;
  requestId?: string | undefined;
  /** Only in the report that ends a lookup. */
  durationMs?: number | undefined;
}

/** What a card calls. Never while one of its own methods runs. */
export interface CardHost {
  /** Called before any request. False: the page has forbidden it. */
  allowLookup(requestId: string): boolean;
  /** Called with every change of what pages can see. */
  report(report: CardReport): void;
}

/** One mounted card: `new Card(root, host, inputs)`. */
export interface Card {
  update(inputs: CardInputs): void;
  /** Shows an answer that the page has: plain data. */
  show(profile: unknown): void;
  /** Rejects with an ErrorReport. */
  refresh(): Promise<Profile>;
  abort(): void;
  free(): void;
}

/** Requests that went out before the wasm was ready. Rust asks for one before it sends its own. */
export interface Prefetch {
  /** What is taken is gone. */
  take(url: string, headers: unknown, fetch: unknown): PrefetchedResponse | undefined;
}

export interface PrefetchedResponse {
  readonly response: Promise<Response>;
  /** Ends the request. */
  readonly controller: AbortController;
}
