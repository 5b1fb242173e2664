//! Figures in messages, as people write them.

use std::fmt;

/// `100,000`
pub(super) struct Count(pub(super) usize);

/// `64 MB`, by 1,024.
pub(super) struct Bytes(pub(super) u64);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            bytes @ 0..1024 => write!(f, "{bytes} bytes"),
            bytes @ 1024..1_048_576 => write!(f, "{} kB", bytes.div_ceil(1 << 10)),
            bytes @ 1_048_576..1_073_741_824 => write!(f, "{} MB", bytes.div_ceil(1 << 20)),
            bytes => write!(f, "{} GB", bytes.div_ceil(1 << 30)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_figures_when_written_then_they_are_grouped_and_have_units() {
        assert_eq!(Count(7).to_string(), "7");
        assert_eq!(Count(1_000).to_string(), "1,000");
        assert_eq!(Count(1_048_576).to_string(), "1,048,576");
        assert_eq!(Bytes(12).to_string(), "12 bytes");
        assert_eq!(Bytes(64 << 20).to_string(), "64 MB");
        assert_eq!(Bytes((64 << 20) + 1).to_string(), "65 MB");
        assert_eq!(Bytes(3 << 30).to_string(), "3 GB");
    }
}
