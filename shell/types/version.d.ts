/** The version of this copy of the kit. Cargo.toml has the same: a test compares them. */
export declare const version: string;
