//! Tables of letters with what is written in their place.

/// An entry for each letter: the letter, and behind it what is written in its place. `ßss łl`
pub(super) struct Spellings(pub(super) &'static str);

impl Spellings {
    /// What is written in place of a letter, where the table has it.
    pub(super) fn of(&self, letter: char) -> Option<&'static str> {
        let mut entries = self.0.split(' ');
        entries.find_map(|entry| entry.strip_prefix(letter))
    }

    /// Each letter with its spelling.
    #[cfg(test)]
    pub(super) fn entries(&self) -> impl Iterator<Item = (char, &'static str)> {
        self.0.split(' ').filter_map(|entry| {
            let letter = entry.chars().next()?;
            Some((letter, entry.strip_prefix(letter)?))
        })
    }
}
