//! What the table sorts, filters and counts entries by: taken from an answer once, when it comes.

use phone_profile_contacts::export::{picture, yes_or_no};
use phone_profile_contacts::list::{Finding, Status};
use phone_profile_core::name::NameMatch;
use phone_profile_core::profile::PictureState;
use phone_profile_core::signal::Signal;

use super::country;
use crate::protocol::Facet;

/// The facets of an entry, and when it was looked up. `None` is what it has nothing of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Facts {
    pub(super) status: Status,
    pub(super) picture: Option<PictureState>,
    /// Whether it is a business account, where that is known.
    business: Option<Option<bool>>,
    pub(super) country: Option<&'static str>,
    pub(super) name_match: Option<NameMatch>,
    /// Of an answer.
    pub(super) signals: Option<Signals>,
    pub(super) checked_ms: Option<f64>,
}

/// Some signals: a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signals(u16);

impl Facts {
    pub(super) fn of(finding: &Finding<'_>) -> Self {
        let profile = finding.profile();
        let registered = profile.filter(|profile| profile.is_whats_app);
        Self {
            status: finding.status(),
            picture: registered.map(|profile| profile.picture_state),
            business: registered.map(|profile| profile.is_business),
            country: finding.number.map(country::of),
            name_match: finding.name_match.map(|reason| reason.result()),
            signals: profile.map(|_| finding.signals.iter().copied().collect()),
            checked_ms: profile.and_then(|profile| profile.last_checked_ms()),
        }
    }

    /// What it counts as in a facet. Not for signals, of which it may have several.
    pub(super) fn kind(&self, facet: Facet) -> Option<&'static str> {
        match facet {
            Facet::Status => Some(self.status.as_str()),
            Facet::Picture => self.picture.map(picture),
            Facet::Business => self.business.map(yes_or_no),
            Facet::Country => self.country,
            Facet::NameMatch => self.name_match.map(NameMatch::as_str),
            Facet::Signal => None,
        }
    }

    /// All that it counts as in a facet.
    pub(super) fn kinds(&self, facet: Facet) -> impl Iterator<Item = &'static str> {
        let signals = self.signals.filter(|_| facet == Facet::Signal);
        let signals = signals.unwrap_or_default().iter().map(Signal::as_str);
        self.kind(facet).into_iter().chain(signals)
    }
}

impl Signals {
    pub(super) const fn count(self) -> u32 {
        self.0.count_ones()
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Signal> {
        let all = Signal::ALL.iter().copied();
        all.filter(move |signal| self.0 & bit(*signal) != 0)
    }
}

impl FromIterator<Signal> for Signals {
    fn from_iter<I: IntoIterator<Item = Signal>>(signals: I) -> Self {
        Self(
            signals
                .into_iter()
                .fold(0, |bits, signal| bits | bit(signal)),
        )
    }
}

const fn bit(signal: Signal) -> u16 {
    1 << signal as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_all_signals_when_kept_as_bits_then_none_is_lost() {
        let all: Signals = Signal::ALL.iter().copied().collect();
        assert_eq!(all.iter().collect::<Vec<_>>(), Signal::ALL);
        assert_eq!(all.count() as usize, Signal::ALL.len());
    }
}
