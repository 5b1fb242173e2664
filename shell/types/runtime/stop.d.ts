/** Called with what was thrown. */
export declare const onStop: Set<(cause: unknown) => void>;
/** Watches for the trap. On a server, its caller gets it. */
export declare function watchForStop(): void;
/** A promise of Rust's, which rejects when Rust stops: Rust can't settle it then. */
export declare function untilStop<Value>(promise: Promise<Value>): Promise<Value>;
