//! The command line: what is measured, and how much of it.

use std::num::NonZeroU32;

xflags::xflags! {
    /// Measures the embed and the gateway. `cargo xtask bench` calls it.
    cmd bench {
        /// The embed beside cards of other libraries. The kit has to be built.
        cmd widget {
            /// How often everything is measured; as often as its plan has it unless given.
            optional --rounds n: NonZeroU32
            /// Less of it, written to target/bench/.
            optional --short
        }
        /// The workbench with a long list. The page has to be built.
        cmd list {
            /// How often everything is measured; as often as its plan has it unless given.
            optional --rounds n: NonZeroU32
            /// A tenth of it, written to target/bench/.
            optional --short
        }
        /// A short round of the embed, held against the limits that the tests have.
        cmd gates {}
        /// The gateway under a mixed load, in front of a service that fails now and then.
        cmd soak {
            /// How long; 30 unless given.
            optional --minutes n: NonZeroU32
        }
        /// The gateway beside nginx.
        cmd gateway {
            /// How often everything is measured; as often as its plan has it unless given.
            optional --rounds n: NonZeroU32
            /// Less of it, written to target/bench/.
            optional --short
        }
    }
}
