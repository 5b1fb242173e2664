//! Whom a link was told to, as it stands encrypted in the link: renewals count to them.

use crate::access::{Caller, CallerKey, Via};

/// Names are filled up to a multiple of this, so that a link's length tells little of them.
const BLOCK: usize = 16;
const ALL_MEANS: [Via; 5] = [Via::Token, Via::Jwt, Via::Proxy, Via::Local, Via::Anonymous];
const OPERATOR: char = 'o';
const MAY_WALK: char = 'w';

/// The bytes for a link.
pub(super) fn write(caller: &Caller) -> Vec<u8> {
    let mut rights = String::new();
    rights.extend(caller.operator.then_some(OPERATOR));
    rights.extend(caller.may_walk().then_some(MAY_WALK));
    // Most are in none, and their links are shorter.
    let group = caller.group();
    let group = (group != caller.key()).then(|| group.to_string());
    let (means, group) = (caller.via.as_str(), group.unwrap_or_default());
    let text = format!("{means}/{rights}/{group}/{}", caller.name);
    let mut bytes = text.into_bytes();
    bytes.resize(bytes.len().next_multiple_of(BLOCK), 0);
    bytes
}

/// Who it was.
pub(super) fn read(bytes: &[u8]) -> Option<Caller> {
    let text = std::str::from_utf8(bytes).ok()?.trim_end_matches('\0');
    let mut parts = text.splitn(4, '/');
    let (means, rights, group) = (parts.next()?, parts.next()?, parts.next()?);
    let via = ALL_MEANS.into_iter().find(|via| via.as_str() == means)?;
    let caller = Caller::new(parts.next()?, rights.contains(OPERATOR), via);
    let group = match group {
        "" => caller.key(),
        group => CallerKey::parse(group)?,
    };
    Some(caller.restored(group, rights.contains(MAY_WALK)))
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
            may_walk: bool,
            is_in_group: bool,
            via in prop::sample::select(ALL_MEANS.to_vec()),
        ) {
            let caller = Caller::new(&name, operator, via);
            let group = if is_in_group {
                Caller::new("crm", false, Via::Token).group()
            } else {
                caller.group()
            };
            let caller = caller.restored(group, may_walk);
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
        for bytes in [
            &b""[..],
            b"ada",
            b"token/ada",
            b"token//ada",
            b"key///ada",
            b"token//crm/ada",
            b"\xff///ada",
        ] {
            assert_eq!(read(bytes), None);
        }
    }
}
