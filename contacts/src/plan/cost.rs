//! What lookups cost together.

/// A price, so many times, digit by digit: `0.005` × 312 is `1.56`. At least two digits behind the
/// point, as money has. `None` where the text is no decimal number, or the sum is larger than any.
pub fn cost(price: &str, count: usize) -> Option<String> {
    let (whole, fraction) = price.split_once('.').unwrap_or((price, ""));
    let digits = format!("{whole}{fraction}");
    if whole.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let sum = digits
        .parse::<u128>()
        .ok()?
        .checked_mul(count.try_into().ok()?)?;
    // So that the point is inside.
    let text = format!("{sum:0>width$}", width = fraction.len() + 1);
    let (whole, fraction) = text.split_at(text.len() - fraction.len());
    Some(format!("{whole}.{:0<2}", fraction.trim_end_matches('0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_price_when_multiplied_then_no_digit_is_lost() {
        for (price, count, sum) in [
            ("0.005", 312, "1.56"),
            ("0.005", 1, "0.005"),
            ("0.005", 0, "0.00"),
            ("0.1", 3, "0.30"),
            ("12", 100_000, "1200000.00"),
            ("0.000000000001", 7, "0.000000000007"),
            ("1.50", 2, "3.00"),
        ] {
            assert_eq!(
                cost(price, count).as_deref(),
                Some(sum),
                "{price} × {count}"
            );
        }
    }

    #[test]
    fn given_what_is_no_price_when_multiplied_then_there_is_no_sum() {
        for price in ["", ".5", "1,5", "-1", "1e3", "1.2.3", &"9".repeat(40)] {
            assert_eq!(cost(price, 2), None, "{price}");
        }
    }
}
