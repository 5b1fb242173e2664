//! Writes the numbering plans that `src/number/plans.rs` reads: for each calling code the lengths
//! that its national numbers may have, and a regular expression of the ranges that are in use.
//!
//! They come out of `phonenumber`'s copy of libphonenumber's metadata, at build time: at run time
//! that crate would take 90 ms to start and a lock around each number.

use std::{collections::BTreeSet, env, error::Error, fmt::Write as _, fs, path::Path};

use phonenumber::metadata::{DATABASE, Descriptor, Metadata};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut plans = String::from("&[\n");
    for code in 1..1_000_u16 {
        if let Some(regions) = DATABASE.by_code(&code) {
            plan(&mut plans, code, &regions)?;
        }
    }
    plans.push_str("]\n");
    let directory = env::var("OUT_DIR")?;
    fs::write(Path::new(&directory).join("numbering_plans.rs"), plans)?;
    Ok(())
}

/// One calling code with all its regions.
fn plan(plans: &mut String, code: u16, regions: &[&Metadata]) -> Result<(), Box<dyn Error>> {
    let (mut lengths, mut ranges) = (BTreeSet::new(), BTreeSet::new());
    for descriptor in regions.iter().flat_map(|region| descriptors(region)) {
        lengths.extend(descriptor.possible_length());
        // The metadata's patterns are broken into lines.
        let pattern = descriptor.national_number().as_str();
        ranges.insert(pattern.split_whitespace().collect::<String>());
    }
    // Plans change. What the other crate has as a length is never refused; it writes North America's
    // code with the area behind it.
    let others = phonelib::countries()
        .iter()
        .filter(|country| country.prefix == u32::from(code));
    lengths.extend(others.flat_map(|country| country.phone_lengths.iter().copied().map(u16::from)));
    let lengths: Vec<u16> = lengths.into_iter().collect();
    let ranges: Vec<String> = ranges.into_iter().collect();
    let ranges = format!("^(?:{})$", ranges.join("|"));
    writeln!(plans, "    ({code}, &{lengths:?}, {ranges:?}),")?;
    Ok(())
}

/// The kinds of number that can be called from abroad.
fn descriptors(region: &Metadata) -> impl Iterator<Item = &Descriptor> {
    let all = region.descriptors();
    [
        all.fixed_line(),
        all.mobile(),
        all.toll_free(),
        all.premium_rate(),
        all.shared_cost(),
        all.personal_number(),
        all.voip(),
        all.pager(),
        all.uan(),
        all.voicemail(),
    ]
    .into_iter()
    .flatten()
}
