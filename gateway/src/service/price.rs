//! What a lookup costs by the contract with a service: to be told, never to be calculated with.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::ToSchema;

/// The price of one lookup.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// Decimal, as text: a binary fraction would be another amount.
    #[schema(value_type = String, example = "0.005")]
    amount: Amount,
    /// ISO 4217.
    #[schema(value_type = String, example = "USD")]
    currency: Currency,
}

/// Digits, and perhaps a point and more digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Amount(String);

/// Three capital letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Currency(String);

/// More digits than any price has, on either side of the point.
const MOST_DIGITS: usize = 12;

/// The highest of some prices; None where they are in several currencies, or there is none.
pub(super) fn highest(prices: impl IntoIterator<Item = Price>) -> Option<Price> {
    let mut prices = prices.into_iter();
    let first = prices.next()?;
    prices.try_fold(first, |highest, price| {
        let same = price.currency == highest.currency;
        let higher = price.amount.units() > highest.amount.units();
        same.then_some(if higher { price } else { highest })
    })
}

impl Amount {
    /// Whole units, and the smallest parts of one.
    fn units(&self) -> (u64, u64) {
        let (whole, fraction) = self.0.split_once('.').unwrap_or((&self.0, "0"));
        let parts = format!("{fraction:0<MOST_DIGITS$}");
        // Digits, and no more than fit: checked when it was read.
        (
            whole.parse().unwrap_or_default(),
            parts.parse().unwrap_or_default(),
        )
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserializer.deserialize_any(Text("an amount in quotes, like \"0.005\""))?;
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
        let are_digits = |part: &str| {
            (1..=MOST_DIGITS).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        };
        if are_digits(whole) && are_digits(fraction) {
            Ok(Self(text))
        } else {
            let message = format!("{text:?} is no amount like \"0.005\"");
            Err(de::Error::custom(message))
        }
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserializer.deserialize_any(Text("a currency like \"USD\""))?;
        if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
            Ok(Self(text))
        } else {
            let message = format!("{text:?} is no currency like \"USD\"");
            Err(de::Error::custom(message))
        }
    }
}

/// A text, or an error that says which.
struct Text(&'static str);

impl de::Visitor<'_> for Text {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Price, String> {
        toml::from_str(text).map_err(|error: toml::de::Error| error.message().to_owned())
    }

    #[test]
    fn given_a_price_when_read_then_it_is_told_digit_by_digit() {
        for amount in ["0.005", "12", "0.10", "0.000000000001"] {
            let price = read(&format!("amount = \"{amount}\"\ncurrency = \"USD\"")).unwrap();
            assert_eq!(
                serde_json::to_value(&price).unwrap(),
                serde_json::json!({ "amount": amount, "currency": "USD" })
            );
        }
    }

    #[test]
    fn given_several_prices_when_the_highest_is_wanted_then_their_value_counts_and_not_their_text()
    {
        let price = |amount: &str, currency: &str| {
            read(&format!("amount = \"{amount}\"\ncurrency = \"{currency}\"")).unwrap()
        };
        for (prices, expected) in [
            (vec![("0.005", "USD"), ("0.01", "USD")], Some(1)),
            (vec![("9", "USD"), ("10", "USD"), ("010.0", "USD")], Some(1)),
            (vec![("0.1", "EUR"), ("0.100000000001", "EUR")], Some(1)),
            (
                vec![("999999999999.999999999999", "EUR"), ("1", "EUR")],
                Some(0),
            ),
            (vec![("1", "USD"), ("1", "EUR")], None),
            (vec![], None),
        ] {
            let prices: Vec<_> = prices
                .iter()
                .map(|(amount, currency)| price(amount, currency))
                .collect();
            let expected = expected.map(|at: usize| prices[at].clone());
            assert_eq!(highest(prices), expected);
        }
    }

    #[test]
    fn given_what_is_no_price_when_read_then_the_error_says_what_one_is() {
        for (amount, currency, said) in [
            ("0.005", "\"USD\"", "an amount in quotes"),
            ("1", "\"USD\"", "an amount in quotes"),
            ("\"\"", "\"USD\"", "no amount like"),
            ("\".5\"", "\"USD\"", "no amount like"),
            ("\"5.\"", "\"USD\"", "no amount like"),
            ("\"-1\"", "\"USD\"", "no amount like"),
            ("\"1e3\"", "\"USD\"", "no amount like"),
            ("\"1,5\"", "\"USD\"", "no amount like"),
            ("\"0.0000000000001\"", "\"USD\"", "no amount like"),
            ("\"1\"", "\"usd\"", "no currency like"),
            ("\"1\"", "\"$\"", "no currency like"),
            ("\"1\"", "\"US\u{24}\"", "no currency like"),
            ("\"1\"", "840", "a currency like"),
        ] {
            let error = read(&format!("amount = {amount}\ncurrency = {currency}")).unwrap_err();
            assert!(error.contains(said), "{amount} {currency}: {error}");
        }
        assert!(read("amount = \"1\"").is_err());
        assert!(read("amount = \"1\"\ncurrency = \"USD\"\nper = 2").is_err());
    }
}
