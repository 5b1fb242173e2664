//! What a person takes the columns of a list for.

use crate::protocol::{Columns, Region};

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Nothing that the run needs.
    Other,
    /// It holds numbers.
    Number,
    /// It is the name, or a part of it.
    Name,
    /// It says which country national numbers are of.
    Country,
}

impl Role {
    /// All of them, in the order of the chooser.
    pub const ALL: [Self; 4] = [Self::Other, Self::Number, Self::Name, Self::Country];

    /// As one word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Other => "other",
            Self::Number => "number",
            Self::Name => "name",
            Self::Country => "country",
        }
    }

    /// In the chooser.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Other => "–",
            Self::Number => "Number",
            Self::Name => "Name",
            Self::Country => "Country",
        }
    }

    /// The role with this key.
    pub fn of_key(key: &str) -> Self {
        let role = Self::ALL.into_iter().find(|role| role.key() == key);
        role.unwrap_or(Self::Other)
    }

    /// What a column is taken for.
    pub fn of(columns: &Columns, index: usize) -> Self {
        if columns.numbers.contains(&index) {
            Self::Number
        } else if columns.name.contains(&index) {
            Self::Name
        } else if columns.region == Region::Column(index) {
            Self::Country
        } else {
            Self::Other
        }
    }

    /// The columns with one of them taken for this.
    pub fn given(self, mut columns: Columns, index: usize) -> Columns {
        columns.numbers.retain(|&number| number != index);
        columns.name.retain(|&name| name != index);
        if columns.region == Region::Column(index) {
            columns.region = Region::None;
        }
        match self {
            Self::Other => {}
            Self::Number => insert(&mut columns.numbers, index),
            Self::Name => insert(&mut columns.name, index),
            // There is one: another that was it is nothing now.
            Self::Country => columns.region = Region::Column(index),
        }
        columns
    }
}

/// In the file's order, whatever was chosen first.
fn insert(indexes: &mut Vec<usize>, index: usize) {
    let place = indexes.partition_point(|&other| other < index);
    indexes.insert(place, index);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_column_when_it_gets_another_role_then_it_loses_the_one_it_had() {
        let columns = Columns {
            header: true,
            numbers: vec![1, 3],
            name: vec![0],
            region: Region::Column(4),
        };

        let columns = Role::Number.given(columns, 2);
        assert_eq!(columns.numbers, [1, 2, 3]);
        let columns = Role::Country.given(columns, 3);
        assert_eq!(
            (columns.numbers.as_slice(), &columns.region),
            (&[1, 2][..], &Region::Column(3))
        );
        assert_eq!(Role::of(&columns, 4), Role::Other);
        let columns = Role::Other.given(columns, 3);
        assert_eq!(columns.region, Region::None);
        assert_eq!(Role::of(&columns, 0), Role::Name);
    }

    #[test]
    fn given_a_role_when_named_then_its_name_is_read_again() {
        for role in Role::ALL {
            assert_eq!(Role::of_key(role.key()), role);
        }
        assert_eq!(Role::of_key("new"), Role::Other);
    }
}
