//! Which stacks are played with a commit, where all of them would take too long.

use anyhow::Result;
use xshell::cmd;

use super::manifest::Stack;
use crate::project::Project;
use crate::report;

/// What fits into the time that the tests have in all.
const AT_ONCE: usize = 8;

/// A few in a row, from a place that the commit's name decides: the same commit has the same ones
/// everywhere, and one commit after the other all come around.
pub fn choose(project: &Project, all: Vec<Stack>) -> Result<Vec<Stack>> {
    let playable: Vec<Stack> = all
        .into_iter()
        .filter(|stack| stack.needs_node.is_none())
        .collect();
    let sh = project.shell()?;
    let commit = cmd!(sh, "git rev-parse HEAD")
        .quiet()
        .ignore_stderr()
        .read();
    let commit = commit.unwrap_or_default();
    let chosen: Vec<Stack> = places(&commit, playable.len())
        .into_iter()
        .filter_map(|place| playable.get(place).cloned())
        .collect();
    let names: Vec<&str> = chosen.iter().map(|stack| stack.name.as_str()).collect();
    report::note(&format!(
        "of {} stacks commit {} has {}",
        playable.len(),
        commit.get(..12).unwrap_or("without a name"),
        names.join(", ")
    ));
    Ok(chosen)
}

fn places(commit: &str, count: usize) -> Vec<usize> {
    let digits = commit.get(..8).unwrap_or("0");
    let hash = usize::from_str_radix(digits, 16).unwrap_or(0);
    let Some(start) = hash.checked_rem(count) else {
        return Vec::new();
    };
    (start..)
        .map(|place| place % count)
        .take(AT_ONCE.min(count))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn given_a_commit_when_stacks_are_chosen_then_they_are_the_same_ones_each_time() {
        assert_eq!(places("0000000afe", 16), [10, 11, 12, 13, 14, 15, 0, 1]);
        assert_eq!(places("0000001afe", 16), [10, 11, 12, 13, 14, 15, 0, 1]);
        assert_eq!(places("", 16), [0, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(places("00000007fe", 2), [1, 0]);
        assert!(places("00000007fe", 0).is_empty());
    }

    #[test]
    fn given_many_commits_when_stacks_are_chosen_then_all_come_around() {
        let commits = (0_u32..200).map(|seed| format!("{:08x}", seed.wrapping_mul(0x9e37_79b9)));
        let chosen: BTreeSet<usize> = commits.flat_map(|commit| places(&commit, 30)).collect();
        assert_eq!(chosen.len(), 30);
    }
}
