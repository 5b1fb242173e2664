//! Environment variables over the file: `PHONE_PROFILE__ACCESS__PER_DAY=100` is `per-day = 100`
//! in `[access]`.

use toml::{Table, Value};

/// Before every name. Two underscores go one table deeper, one is a hyphen.
pub(super) const PREFIX: &str = "PHONE_PROFILE__";

/// Puts every variable of the prefix into the table; how many there were.
pub(super) fn overlay(
    table: &mut Table,
    variables: impl IntoIterator<Item = (String, String)>,
) -> Result<usize, NotATable> {
    let mut count = 0;
    for (name, value) in variables {
        let Some(path) = name.strip_prefix(PREFIX) else {
            continue;
        };
        let keys: Vec<String> = path
            .split("__")
            .map(|key| key.to_ascii_lowercase().replace('_', "-"))
            .collect();
        put(table, &keys, read(&value)).ok_or_else(|| NotATable(name.clone()))?;
        count += 1;
    }
    Ok(count)
}

/// A variable that goes deeper into something which has no depth.
#[derive(Debug, thiserror::Error)]
#[error("{0} names a field of something that has no fields")]
pub struct NotATable(String);

/// TOML where it is some, else a text: nobody quotes in an environment.
fn read(text: &str) -> Value {
    let parsed = toml::from_str::<Table>(&format!("value = {text}"));
    parsed
        .ok()
        .and_then(|mut table| table.remove("value").filter(|_| table.is_empty()))
        .unwrap_or_else(|| Value::String(text.to_owned()))
}

fn put(table: &mut Table, keys: &[String], value: Value) -> Option<()> {
    let (key, deeper) = keys.split_first()?;
    if deeper.is_empty() {
        table.insert(key.clone(), value);
        return Some(());
    }
    let next = table
        .entry(key.clone())
        .or_insert_with(|| Value::Table(Table::new()));
    put(next.as_table_mut()?, deeper, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlaid(file: &str, variables: &[(&str, &str)]) -> Result<Table, NotATable> {
        let mut table = toml::from_str(file).unwrap();
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        overlay(&mut table, variables)?;
        Ok(table)
    }

    #[test]
    fn given_variables_when_laid_over_a_file_then_they_win_and_the_rest_stays() {
        let table = overlaid(
            "listen = \"a\"\n[access]\nper-day = 1\nper-minute = 2",
            &[
                ("PHONE_PROFILE__LISTEN", "127.0.0.1:8080"),
                ("PHONE_PROFILE__ACCESS__PER_DAY", "100"),
                ("PHONE_PROFILE__STATE__REDIS", "redis://cache:6379/1"),
                ("PHONE_PROFILE__ALLOW_ORIGINS", "[\"https://a.example\"]"),
                ("PHONE_PROFILE_LISTEN", "other"),
                ("PATH", "/bin"),
            ],
        )
        .unwrap();
        let expected: Table = toml::from_str(
            "listen = \"127.0.0.1:8080\"\nallow-origins = [\"https://a.example\"]\n\
             [access]\nper-day = 100\nper-minute = 2\n[state]\nredis = \"redis://cache:6379/1\"",
        )
        .unwrap();
        assert_eq!(table, expected);
    }

    #[test]
    fn given_a_value_that_smuggles_lines_when_read_then_it_is_a_text() {
        let text = "1\nlisten = \"evil\"";
        let table = overlaid("", &[("PHONE_PROFILE__QUEUE", text)]).unwrap();
        assert_eq!(table.get("queue").and_then(Value::as_str), Some(text));
        assert_eq!(table.len(), 1);
    }

    #[test]
    fn given_a_variable_below_a_value_when_laid_over_then_the_error_names_it() {
        let error = overlaid("listen = \"a\"", &[("PHONE_PROFILE__LISTEN__PORT", "1")]);
        assert!(
            error
                .unwrap_err()
                .to_string()
                .contains("PHONE_PROFILE__LISTEN__PORT")
        );
    }
}
