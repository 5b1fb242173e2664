//! `config check`: what is wrong with a configuration, and what it leaves open.

use std::{error::Error, path::Path};

use phone_profile_gateway::{Checked, File, Gateway};

pub(crate) fn check(config: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let file = File::read(config)?;
    let upstreams: Vec<String> = file
        .upstreams
        .iter()
        .map(|entry| entry.settings.name().to_owned())
        .collect();
    let Checked {
        proxied: through_proxies,
        keeps,
        unlimited,
        warnings,
        shared,
        unasked_stores,
        record_key,
    } = Gateway::check(&file.into_config())?;
    if upstreams.is_empty() {
        println!("the configuration is sound: demo data");
    } else {
        println!("the configuration is sound: {}", upstreams.join(", then "));
        println!("budget, counters and audit are {keeps}");
    }
    for upstream in &unlimited {
        println!("{upstream} has no budget: whatever it answers may be spent");
    }
    for upstreams in &shared {
        let upstreams = upstreams.join(" and ");
        println!("{upstreams} spend one plan's requests: what one spends counts for all of them");
    }
    for upstream in &unasked_stores {
        println!("{upstream} is not asked for what it has kept: that takes a store-budget");
    }
    if let Some(key) = &record_key {
        println!("identity records are signed with the key {key}");
    }
    for warning in &warnings {
        println!("warning: {warning}");
    }
    for proxied in &through_proxies {
        println!("{proxied}");
    }
    if !through_proxies.is_empty() {
        println!("pictures are fetched directly: a proxy would look names up unchecked");
    }
    Ok(())
}
