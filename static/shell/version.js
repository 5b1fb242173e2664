// Held equal to Cargo.toml's version by a test.
export const version = '0.1.0';
