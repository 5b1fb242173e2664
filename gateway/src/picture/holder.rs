//! Whom a link was told to, as it stands encrypted in the link: renewals count to them.

use crate::access::{Caller, Via};

/// Names are filled up to a multiple of this, so that a link's length tells little of them.
const BLOCK: usize = 16;
const ALL_MEANS: [Via; 5] = [Via::Token, Via::Jwt, Via::Proxy, Via::Local, Via::Anonymous];
const OPERATOR: &str = "operator";

/// The bytes for a link.
pub(super) fn write(caller: &Caller) -> Vec<u8> {
    let right = if caller.operator { OPERATOR } else { "" };
    let text = format!("{}/{right}/{}", caller.via.as_str(), caller.name);
    let mut bytes = text.into_bytes();
    bytes.resize(bytes.len().next_multiple_of(BLOCK), 0);
    bytes
}

/// Who it was.
pub(super) fn read(bytes: &[u8]) -> Option<Caller> {
    let text = std::str::from_utf8(bytes).ok()?.trim_end_matches('\0');
    let (means, rest) = text.split_once('/')?;
    let (right, name) = rest.split_once('/')?;
    let via = ALL_MEANS.into_iter().find(|via| via.as_str() == means)?;
    Some(Caller::new(name, right == OPERATOR, via))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn given_any_caller_when_written_and_read_then_it_is_the_same(
            name in "[^\\p{Cc}]{1,128}",
            operator: bool,
            via in prop::sample::select(ALL_MEANS.to_vec()),
        ) {
            let caller = Caller::new(&name, operator, via);
            let bytes = write(&caller);
            prop_assert_eq!(bytes.len() % BLOCK, 0);
            prop_assert_eq!(read(&bytes), Some(caller));
        }

        #[test]
        fn given_any_bytes_when_read_then_nothing_panics(bytes: Vec<u8>) {
            let _ = read(&bytes);
        }
    }

    #[test]
    fn given_bytes_that_are_no_caller_when_read_then_there_is_none() {
        for bytes in [&b""[..], b"ada", b"token/ada", b"key//ada", b"\xff//ada"] {
            assert_eq!(read(bytes), None);
        }
    }
}
