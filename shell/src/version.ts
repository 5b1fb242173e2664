/** The version of this copy of the kit. Cargo.toml has the same: a test compares them. */
export const version: string = '0.1.0';
