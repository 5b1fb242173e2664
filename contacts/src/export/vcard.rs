//! Writes an export as vCard 4.0 (RFC 6350): a card for each row that has a number.

use std::fmt;

use calcard::vcard::{
    VCard, VCardEntry, VCardParameter, VCardProperty, VCardValue, VCardValueType, VCardVersion,
};
use phone_profile_core::name::Folding;
use phone_profile_core::profile::PictureState;

use super::grid::Grid;
use crate::list::Finding;

/// Writes the cards. The name is the file's, and the public one where the file has none; where both are
/// there the public one is the nickname. Pictures are links, of people whose picture everybody may see.
///
/// # Errors
/// Where `to` can't be written to.
pub fn vcards<F: Folding>(grid: &Grid<'_, F>, to: &mut impl fmt::Write) -> fmt::Result {
    let with_number = |finding: &Finding<'_>| finding.number.is_some();
    let findings: Vec<_> = grid.findings().filter(with_number).collect();
    for of_row in findings.chunk_by(|one, next| one.entry.row == next.entry.row) {
        card(grid, of_row).write_to(to, VCardVersion::V4_0)?;
    }
    Ok(())
}

fn card<F: Folding>(grid: &Grid<'_, F>, findings: &[Finding<'_>]) -> VCard {
    let theirs = findings
        .first()
        .map(|finding| grid.list().columns.name_in(finding.row))
        .filter(|name| !name.is_empty());
    let profiles = || findings.iter().filter_map(Finding::profile);
    let public = profiles().find_map(|profile| profile.name.clone());
    let numbers = || findings.iter().filter_map(|finding| finding.number);
    let mut card = VCard::default();
    let name = theirs.clone().or_else(|| public.clone());
    // A card without a name isn't one.
    let name = name.or_else(|| numbers().next().map(|number| number.grouped()));
    card.entries
        .push(text(VCardProperty::Fn, name.unwrap_or_default()));
    if let Some(public) = public.filter(|public| theirs.is_some_and(|theirs| theirs != *public)) {
        card.entries.push(text(VCardProperty::Nickname, public));
    }
    for number in numbers() {
        card.entries.push(uri(
            VCardProperty::Tel,
            format!("tel:{}", number.with_plus()),
        ));
    }
    let public_picture = profiles()
        .filter(|profile| profile.picture_state == PictureState::Public)
        .find_map(|profile| profile.profile_pic.clone());
    if let Some(picture) = public_picture {
        card.entries.push(uri(VCardProperty::Photo, picture));
    }
    card
}

fn text(name: VCardProperty, value: String) -> VCardEntry {
    VCardEntry::new(name).with_value(VCardValue::Text(value))
}

fn uri(name: VCardProperty, value: String) -> VCardEntry {
    text(name, value).with_param(VCardParameter::value(VCardValueType::Uri))
}
