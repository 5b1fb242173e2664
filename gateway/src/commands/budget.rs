//! `budget show` and `budget set`: what is spent, read and corrected in the store itself.

use std::{env, error::Error, path::Path, time::Duration};

use clap::Subcommand;
use phone_profile_gateway::{
    File,
    service::{BudgetState, Budgets, Correction, Period},
    state::{Keeps, Settings, Store},
};

use super::serve::LISTEN;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum BudgetTask {
    /// Print every budget and what is spent of it
    Show,
    /// Correct what is counted as spent, and write it into the audit
    Set {
        /// The upstream's name
        upstream: String,
        /// So many requests are spent in this period
        #[arg(
            long,
            value_name = "REQUESTS",
            required_unless_present = "clear_window"
        )]
        used: Option<u64>,
        /// The budget of the upstream's store
        #[arg(long)]
        store: bool,
        /// Forget what the vendor said is left until its own period ends
        #[arg(long)]
        clear_window: bool,
    },
}

/// Does it, by the store that the configuration names.
///
/// # Errors
/// Where the store can't be used from here, with the way to ask the gateway that has it.
#[tokio::main(flavor = "current_thread")]
pub(crate) async fn run(task: &BudgetTask, config: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let file = File::read(config)?;
    let listen = file.listen.clone().unwrap_or_else(|| LISTEN.to_owned());
    let service = file.into_config().service;
    let budgets = Budgets::of(&service);
    let settings = service.state.clone().lasting(service.has_budget())?;
    let asked = Asked {
        task,
        listen: &listen,
    };
    match task {
        BudgetTask::Show => {
            let store = open(&settings, &asked).await?;
            println!("budgets are {}", settings.keeps());
            for budget in budgets.all(store.ledger.as_ref()).await? {
                println!("{}", line(&budget));
            }
        }
        BudgetTask::Set {
            upstream,
            used,
            store: of_store,
            clear_window,
        } => {
            if settings.postgres.is_none() && settings.sqlite.is_none() {
                return Err(asked.of_the_gateway("the audit is in the gateway's memory"));
            }
            let store = open(&settings, &asked).await?;
            let correction = Correction {
                store: *of_store,
                used: *used,
                clear_window: *clear_window,
            };
            let ledger = store.ledger.as_ref();
            let corrected = budgets.correct(ledger, upstream, correction).await?;
            let Some(corrected) = corrected else {
                return Err(format!("no upstream {upstream:?} has such a budget").into());
            };
            store.audit.append(corrected.record(&who())).await?;
            println!("{corrected}");
        }
    }
    Ok(())
}

/// A file that isn't there is not made: it would be another user's, or another one than the
/// gateway's, and would say that nothing is spent.
async fn open(settings: &Settings, asked: &Asked<'_>) -> Result<Store, Box<dyn Error>> {
    match settings.keeps() {
        Keeps::Memory => return Err(asked.of_the_gateway("budgets are in the gateway's memory")),
        Keeps::File(file) if !file.exists() => {
            let file = file.display();
            return Err(format!(
                "there is no {file}: nothing was spent yet, or the gateway has its file elsewhere \
                 (`sqlite` in [state], or STATE_DIRECTORY)"
            )
            .into());
        }
        Keeps::File(_) | Keeps::Redis { .. } => {}
    }
    match settings.open().await {
        Err(error) if error.is_in_use() => {
            Err(asked.of_the_gateway("a gateway has the file; stop it first"))
        }
        opened => Ok(opened?),
    }
}

/// What was asked for, to say how a gateway that runs is asked for the same.
struct Asked<'a> {
    task: &'a BudgetTask,
    listen: &'a str,
}

impl Asked<'_> {
    fn of_the_gateway(&self, reason: &str) -> Box<dyn Error> {
        let Self { task, listen } = self;
        let request = match task {
            BudgetTask::Show => format!("http://{listen}/quota"),
            BudgetTask::Set {
                upstream,
                used,
                store,
                clear_window,
            } => {
                let mut fields = Vec::new();
                fields.extend(used.map(|used| format!("\"used\": {used}")));
                fields.extend(store.then(|| "\"store\": true".to_owned()));
                fields.extend(clear_window.then(|| "\"clearWindow\": true".to_owned()));
                format!(
                    "-X PUT http://{listen}/quota/{upstream} -H 'content-type: application/json' \
                     -d '{{{}}}'",
                    fields.join(", ")
                )
            }
        };
        format!(
            "{reason}, or ask it as an operator: curl -H \"authorization: Bearer $TOKEN\" {request}"
        )
        .into()
    }
}

fn line(budget: &BudgetState) -> String {
    let BudgetState {
        upstream,
        period,
        limit,
        used,
        remaining,
        reset_seconds,
        vendor,
        price: _,
    } = budget;
    let period = match period {
        Period::Month => "month",
        Period::Day => "day",
    };
    let mut text = format!(
        "{upstream}: {used} of {limit} requests of this {period} are spent; {remaining} are left for {}",
        time(*reset_seconds)
    );
    if let Some(vendor) = vendor {
        let (left, until) = (vendor.remaining, time(vendor.reset_seconds));
        text.push_str(&format!(" (the vendor says {left} for {until})"));
    }
    text
}

fn time(seconds: u64) -> humantime::FormattedDuration {
    humantime::format_duration(Duration::from_secs(seconds))
}

/// For the audit: whoever has called sudo, or the user.
fn who() -> String {
    let variable = |name| env::var(name).ok().filter(|user| !user.is_empty());
    let user = variable("SUDO_USER").or_else(|| variable("USER"));
    format!("command:{}", user.as_deref().unwrap_or("unknown"))
}
