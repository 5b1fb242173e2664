//! What a gateway answers when it is asked what pictures look like: `POST /picture-hashes`.

use serde::Deserialize;

use super::pictures::{Look, Uncompared};

/// Pictures that a gateway is asked for together. It takes a hundred; of fewer, each answer comes soon.
pub const PICTURES_AT_ONCE: usize = 24;

/// The answer.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hashes {
    /// So many bits may differ in two copies of one picture.
    pub same_within: u32,
    hashes: Vec<LinkHash>,
}

#[derive(Debug, Deserialize)]
struct LinkHash {
    link: String,
    hash: Option<String>,
    stock: Option<bool>,
    problem: Option<String>,
}

impl Hashes {
    /// Reads an answer's body; none where it can't be understood.
    pub fn read(body: &str) -> Option<Self> {
        serde_json::from_str(body).ok()
    }

    /// What it says of the links that were asked for, in their order. Nothing is known of one that it leaves out.
    pub fn looks<'a>(self, links: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = Look> {
        let mut hashes = self.hashes.into_iter();
        links.into_iter().map(move |link| {
            let told = hashes.next().filter(|told| told.link == link);
            told.map_or(Look::Unknown(Uncompared::Unreachable), LinkHash::look)
        })
    }
}

impl LinkHash {
    fn look(self) -> Look {
        let hash = self.hash.as_deref().and_then(|hash| hash.parse().ok());
        match hash {
            Some(hash) => Look::Hashed {
                hash,
                stock: self.stock,
            },
            None => Look::Unknown(Uncompared::from_word(
                self.problem.as_deref().unwrap_or_default(),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_an_answer_when_read_then_each_link_has_what_is_said_of_it_or_nothing_is_known() {
        let body = r#"{"success": true, "sameWithin": 3, "hashes": [
            {"link": "a", "hash": "00000000000000ff", "stock": true, "stockLabel": "a beach", "problem": null},
            {"link": "b", "hash": null, "stock": null, "problem": "gone"},
            {"link": "elsewhere", "hash": "0000000000000000", "stock": null, "problem": null}]}"#;
        let hashes = Hashes::read(body).unwrap();
        assert_eq!(hashes.same_within, 3);
        let looks: Vec<Look> = hashes.looks(["a", "b", "c", "d"]).collect();
        let hashed = Look::Hashed {
            hash: "00000000000000ff".parse().unwrap(),
            stock: Some(true),
        };
        let unknown = Look::Unknown(Uncompared::Unreachable);
        assert_eq!(
            looks,
            [hashed, Look::Unknown(Uncompared::Gone), unknown, unknown]
        );
        assert!(Hashes::read("<html>").is_none());
    }
}
