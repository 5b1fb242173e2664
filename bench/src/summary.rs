//! Several measurements of the same thing, in three numbers.

/// The middle of what was measured, and how far it went.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    pub min: f64,
    pub median: f64,
    pub max: f64,
}

impl Summary {
    /// Of at least one value.
    pub fn of(values: &[f64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let half = sorted.len() / 2;
        let upper = *sorted.get(half)?;
        let median = if sorted.len() % 2 == 1 {
            upper
        } else {
            f64::midpoint(*sorted.get(half.checked_sub(1)?)?, upper)
        };
        Some(Self {
            min: *sorted.first()?,
            median,
            max: *sorted.last()?,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn given_an_odd_and_an_even_number_of_values_when_summarised_then_the_middle_is_theirs() {
        let odd = Summary::of(&[9.0, 1.0, 4.0]).unwrap();
        assert_eq!((odd.min, odd.median, odd.max), (1.0, 4.0, 9.0));
        let even = Summary::of(&[10.0, 1.0, 4.0, 2.0]).unwrap();
        assert_eq!((even.min, even.median, even.max), (1.0, 3.0, 10.0));
        let one = Summary::of(&[5.0]).unwrap();
        assert_eq!((one.min, one.median, one.max), (5.0, 5.0, 5.0));
    }

    #[test]
    fn given_no_values_when_summarised_then_there_is_nothing() {
        assert_eq!(Summary::of(&[]), None);
    }
}
