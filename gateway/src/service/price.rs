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
