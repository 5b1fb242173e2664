//! `enrich`: looks the numbers of a file up, and writes the file with what was found.

mod asked;
mod drive;
mod input;
mod journal;
mod output;
mod pictures;
mod told;

use std::{
    error::Error,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use phone_profile_contacts::{
    export::Shape,
    list::{List, Pictures},
    run::{Phase, Run},
};
use phone_profile_gateway::clock::unix_now_ms;
use url::Url;

use self::{
    asked::Asked, drive::drive, input::Input, journal::Journal, output::Output, told::Offer,
};

/// The run stopped before its end, and can go on: by the same command.
const STOPPED: u8 = 3;
/// As shells have it for what a Ctrl-C ended.
const INTERRUPTED: u8 = 130;

/// What to enrich, and how.
#[derive(Debug, Args)]
pub(crate) struct Enrich {
    /// The list: CSV in any encoding and with any separator, XLSX, vCard or JSON Lines
    file: PathBuf,

    /// The file to write: .csv, .tsv, .xlsx, .vcf or .jsonl. It must not be there yet
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,

    /// The column with the numbers, by its name or counted from 1. Can be given several times
    /// [default: what looks like numbers]
    #[arg(long = "number-column", value_name = "COLUMN")]
    number_columns: Vec<String>,

    /// The column with the names that are expected. Can be given several times, for first and last
    /// name [default: what looks like names]
    #[arg(long = "name-column", value_name = "COLUMN")]
    name_columns: Vec<String>,

    /// The country of numbers without a country code, like US [default: what the file says]
    #[arg(long, value_name = "COUNTRY")]
    region: Option<String>,

    /// Numbers that are never looked up and never written: a file with one in each line
    #[arg(long, value_name = "FILE")]
    opt_out: Option<PathBuf>,

    /// Paid lookups at most. A run that can cost something needs it
    #[arg(long, value_name = "LOOKUPS")]
    max_lookups: Option<usize>,

    /// Why, for the audit
    #[arg(long)]
    purpose: Option<String>,

    /// Whose import the file is for: plain, hubspot, pipedrive or salesforce
    #[arg(long, value_name = "SHAPE", default_value = "plain", value_parser = shape)]
    shape: Shape,

    /// Say what would be looked up and what it would cost, and look nothing up
    #[arg(long)]
    dry_run: bool,

    /// Write the file also when the run stops before its end
    #[arg(long)]
    partial: bool,

    /// A running gateway. The environment variable PHONE_PROFILE_TOKEN has a caller's token
    /// [default: the upstreams of --config are asked from here]
    #[arg(long, value_name = "URL")]
    gateway: Option<Url>,
}

fn shape(text: &str) -> Result<Shape, String> {
    Shape::from_name(text).ok_or_else(|| {
        let names = Shape::ALL.map(Shape::as_str).join(", ");
        format!("one of {names}")
    })
}

/// Enriches a file.
///
/// # Errors
/// Where the file, the options or the gateway can't be used. Nothing was looked up then, or the journal
/// beside the output has it.
#[tokio::main]
pub(crate) async fn enrich(
    options: &Enrich,
    config: Option<&Path>,
) -> Result<ExitCode, Box<dyn Error>> {
    let output = Output::new(&options.output, options.shape)?;
    let input = Input::read(options)?;
    let mut journal = Journal::of(&options.output, &input.hash)?;
    output.must_not_be_there(journal.has_answers())?;
    let asked = Asked::new(options.gateway.as_ref(), config).await?;
    let session = asked.session().await?;
    let known = journal.answers(&input.plan, &asked, now_ms());
    let run = Run::new(&input.plan, known, options.max_lookups);
    let offer = Offer::of(&input, &run, &session);
    eprint!("{offer}");
    if options.dry_run {
        return Ok(ExitCode::SUCCESS);
    }
    offer.check(options.max_lookups)?;
    let mut list = List {
        table: input.table,
        columns: input.columns,
        plan: input.plan,
        run,
        pictures: Pictures::default(),
    };
    let batch_most = session.batch_most;
    let driven = drive(
        &mut list,
        &asked,
        options.purpose.as_deref(),
        batch_most,
        &mut journal,
    )
    .await;
    if driven.is_ok()
        && session.compares_pictures
        && let Err(error) = pictures::compare(&mut list, &asked).await
    {
        eprintln!("pictures are not compared: {}", told::with_causes(&error));
    }
    if !asked.links_last() {
        list.run.forget_picture_links();
    }
    // Also where it failed: what is under way is paid for.
    asked.finish().await;
    let interrupted = driven?;
    let finished = list.run.phase() == Phase::Finished;
    eprint!("{}", told::ending(&list, now_ms()));
    if finished || options.partial {
        output.write(&list, now_ms())?;
        eprintln!("{} is written", options.output.display());
    }
    if finished {
        journal.remove()?;
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!(
        "the same command goes on from here; what was answered is in {}",
        journal.path().display()
    );
    Ok(ExitCode::from(if interrupted {
        INTERRUPTED
    } else {
        STOPPED
    }))
}

/// As the reader of answers counts time. A double counts milliseconds exactly for 285,000 years.
#[allow(clippy::cast_precision_loss)]
fn now_ms() -> f64 {
    unix_now_ms() as f64
}
