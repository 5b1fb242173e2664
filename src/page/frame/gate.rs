//! Whose messages count, and whom the frame answers: the sites that the gateway lists, and its own.
//!
//! The host's origin is known from the browser, or from the first message that was accepted. Until
//! then nothing but `ready` goes out, and after that everything goes to that origin alone.

use serde::Deserialize;

/// A console full of the same warning helps nobody.
const MOST_WARNINGS: usize = 4;

/// The gateway's list, `frame-origins.json`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Listed {
    /// Origins as browsers write them.
    pub origins: Vec<String>,
}

/// What the browser says about the windows around the frame.
#[derive(Debug, Default)]
pub struct FramingContext {
    /// The origin of this page itself.
    pub own: String,
    /// The origins of all framing windows, the nearest first, where the browser tells them.
    pub ancestors: Option<Vec<String>>,
    /// The origin of the page that the frame was loaded by, where that page lets it be known.
    pub referrer: Option<String>,
}

/// What to make of a message's sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The host.
    Accepted {
        /// Whether the frame didn't know its origin until now.
        new: bool,
    },
    /// Somebody else.
    Foreign {
        /// Whether this is the time to say so.
        warn: bool,
    },
    /// A window of an allowed site, but not the one that frames this.
    Bystander,
}

/// The gate.
#[derive(Debug)]
pub struct Gate {
    own: String,
    listed: Vec<String>,
    host: Option<String>,
    may_spend: bool,
    warned: Vec<String>,
}

impl Gate {
    /// A gate for a page that is framed like this.
    pub fn new(framing_context: FramingContext, listed: Listed) -> Self {
        let mut gate = Self {
            own: framing_context.own,
            listed: listed.origins,
            host: None,
            may_spend: false,
            warned: Vec::new(),
        };
        let framing = framing_context
            .ancestors
            .unwrap_or_else(|| framing_context.referrer.into_iter().collect());
        gate.may_spend = !framing.is_empty() && framing.iter().all(|origin| gate.allows(origin));
        gate.host = framing
            .into_iter()
            .next()
            .filter(|origin| gate.allows(origin));
        gate
    }

    /// Whether the number in the frame's address may be looked up unasked: the host has put it
    /// there, and is known to be one that may. Otherwise any page could spend lookups by a frame.
    pub fn may_spend(&self) -> bool {
        self.may_spend
    }

    /// To whom messages go, once that is known.
    pub fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// Judges a message of the protocol by its origin, and by whether the framing window sent it.
    pub fn judge(&mut self, origin: &str, from_host: bool) -> Verdict {
        if !self.allows(origin) {
            let known = self.warned.iter().any(|warned| warned == origin);
            let warn = !known && self.warned.len() < MOST_WARNINGS;
            if warn {
                self.warned.push(origin.to_owned());
            }
            return Verdict::Foreign { warn };
        }
        if !from_host {
            return Verdict::Bystander;
        }
        let new = self.host.as_deref() != Some(origin);
        if new {
            self.host = Some(origin.to_owned());
        }
        Verdict::Accepted { new }
    }

    /// A window without an origin of its own (`null`) is nobody in particular.
    fn allows(&self, origin: &str) -> bool {
        origin.contains("://")
            && (origin == self.own || self.listed.iter().any(|listed| listed == origin))
    }
}

/// The warning about a foreign message: who sent it, and what would let them.
pub fn warning(origin: &str) -> String {
    format!(
        "phone-profile: a message from {origin} was ignored. To let that site use this frame, start \
         the gateway with --frame-origin {origin}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const CRM: &str = "https://crm.example";
    const OWN: &str = "https://dash.example";
    const EVIL: &str = "https://evil.example";

    fn gate(ancestors: Option<&[&str]>, referrer: Option<&str>) -> Gate {
        let owned = |origins: &[&str]| origins.iter().map(|origin| (*origin).to_owned()).collect();
        Gate::new(
            FramingContext {
                own: OWN.to_owned(),
                ancestors: ancestors.map(owned),
                referrer: referrer.map(str::to_owned),
            },
            Listed {
                origins: vec![CRM.to_owned()],
            },
        )
    }

    #[test]
    fn given_listed_and_own_pages_when_framing_then_they_are_known_and_may_spend() {
        for host in [CRM, OWN] {
            for gate in [gate(Some(&[host]), None), gate(None, Some(host))] {
                assert_eq!(gate.host(), Some(host));
                assert!(gate.may_spend());
            }
        }
    }

    #[test]
    fn given_a_foreign_page_anywhere_around_when_framing_then_nothing_is_spent() {
        assert!(!gate(Some(&[EVIL]), Some(CRM)).may_spend());
        assert!(!gate(Some(&[CRM, EVIL]), None).may_spend());
        assert!(!gate(None, Some(EVIL)).may_spend());
        assert!(!gate(None, None).may_spend());
        assert_eq!(gate(Some(&[EVIL]), None).host(), None);
        assert_eq!(gate(Some(&[CRM, EVIL]), None).host(), Some(CRM));
    }

    #[test]
    fn given_an_unknown_host_when_a_listed_one_writes_then_it_is_known_from_then_on() {
        let mut gate = gate(None, None);

        assert_eq!(gate.judge(CRM, true), Verdict::Accepted { new: true });
        assert_eq!(gate.host(), Some(CRM));
        assert_eq!(gate.judge(CRM, true), Verdict::Accepted { new: false });
    }

    #[test]
    fn given_a_foreign_message_when_judged_then_it_is_said_once_and_changes_nothing() {
        let mut gate = gate(Some(&[CRM]), None);

        assert_eq!(gate.judge(EVIL, true), Verdict::Foreign { warn: true });
        for _ in 0..1_000 {
            assert_eq!(gate.judge(EVIL, true), Verdict::Foreign { warn: false });
        }
        assert_eq!(gate.host(), Some(CRM));
    }

    #[test]
    fn given_another_window_of_a_listed_site_when_it_writes_then_it_is_not_the_host() {
        let mut gate = gate(None, None);
        assert_eq!(gate.judge(CRM, false), Verdict::Bystander);
        assert_eq!(gate.host(), None);
        assert_eq!(gate.judge(EVIL, false), Verdict::Foreign { warn: true });
    }

    #[test]
    fn given_origins_that_only_look_listed_when_judged_then_they_are_foreign() {
        let mut gate = gate(None, None);
        for origin in [
            "null",
            "",
            "https://crm.example.evil.example",
            "http://crm.example",
            "https://crm.example:8443",
            "https://CRM.example",
        ] {
            assert!(
                matches!(gate.judge(origin, true), Verdict::Foreign { .. }),
                "{origin}"
            );
        }
        assert_eq!(gate.host(), None);
    }

    #[test]
    fn given_a_page_without_an_origin_of_its_own_when_judged_then_null_is_not_itself() {
        let framing_context = FramingContext {
            own: "null".to_owned(),
            ancestors: Some(vec!["null".to_owned()]),
            referrer: None,
        };
        let mut gate = Gate::new(
            framing_context,
            Listed {
                origins: vec!["null".to_owned()],
            },
        );
        assert!(matches!(gate.judge("null", true), Verdict::Foreign { .. }));
        assert!(!gate.may_spend());
    }

    #[test]
    fn given_a_warning_when_read_then_it_names_the_origin_and_the_fix() {
        let text = warning(EVIL);
        assert!(
            text.contains("--frame-origin https://evil.example"),
            "{text}"
        );
    }
}
