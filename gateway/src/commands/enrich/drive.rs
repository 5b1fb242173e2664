//! Drives a run: asks for what is next, in batches, until it ends or Ctrl-C is pressed.

use std::{
    error::Error,
    io::{self, IsTerminal},
    time::Duration,
};

use futures_util::{StreamExt, pin_mut};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use phone_profile_contacts::{
    list::List,
    plan::NumberId,
    run::{BATCH, Lines, Lookup, Phase, Progress},
};
use phone_profile_core::number::E164;
use tokio::{signal::ctrl_c, time::sleep};

use super::{
    asked::Asked,
    journal::{Journal, JournalError},
    now_ms, told,
};

/// How often it is looked whether a gateway that wants to be left alone may be asked again.
const TICK: Duration = Duration::from_millis(200);

/// Whether Ctrl-C ended it. What is under way then is still answered: it is paid for.
pub(super) async fn drive(
    list: &mut List,
    asked: &Asked,
    purpose: Option<&str>,
    batch_most: usize,
    journal: &mut Journal,
) -> Result<bool, Box<dyn Error>> {
    let bar = bar(&list.run.progress(now_ms()));
    let mut interrupted = false;
    let stop = ctrl_c();
    pin_mut!(stop);
    list.run.start(now_ms());
    while list.run.phase() == Phase::Running {
        let taken = list.run.take(batch_most.clamp(1, BATCH), now_ms());
        if taken.is_empty() {
            tokio::select! {
                () = sleep(TICK) => {}
                _ = &mut stop => { interrupted = true; list.run.pause(); }
            }
            continue;
        }
        {
            let batch = batch(list, asked, purpose, &taken, journal, &bar);
            pin_mut!(batch);
            tokio::select! {
                done = &mut batch => done?,
                _ = &mut stop, if !interrupted => {
                    bar.println("stopping: what is under way is still answered");
                    interrupted = true;
                    batch.await?;
                }
            }
        }
        if interrupted {
            list.run.pause();
        }
    }
    bar.finish_and_clear();
    Ok(interrupted)
}

async fn batch(
    list: &mut List,
    asked: &Asked,
    purpose: Option<&str>,
    taken: &[NumberId],
    journal: &mut Journal,
    bar: &ProgressBar,
) -> Result<(), Box<dyn Error>> {
    let numbers = taken.iter().filter_map(|id| list.plan.numbers.get(*id));
    let numbers: Vec<&E164> = numbers.collect();
    let pieces = match asked.batch(&numbers, purpose).await {
        Ok(pieces) => pieces,
        Err(error) => {
            list.run.refused(taken, &error, now_ms());
            return Ok(());
        }
    };
    pin_mut!(pieces);
    let mut lines = Lines::default();
    // A piece that is lost ends the answer.
    while let Some(Ok(piece)) = pieces.next().await {
        for line in lines.push(&piece) {
            take(list, asked, &line, journal)?;
        }
        show(bar, &list.run.progress(now_ms()));
    }
    // What has no line wasn't asked for, or its answer was lost on the way.
    let has_no_line = |id: &&NumberId| matches!(list.run.lookup(**id), Lookup::UnderWay);
    let left: Vec<NumberId> = taken.iter().filter(has_no_line).copied().collect();
    if !left.is_empty() {
        list.run.broke_off(left, now_ms());
    }
    Ok(())
}

fn take(
    list: &mut List,
    asked: &Asked,
    text: &str,
    journal: &mut Journal,
) -> Result<(), JournalError> {
    let Some(line) = asked.read(text, now_ms()) else {
        return Ok(());
    };
    if line.answer.is_ok() {
        journal.keep(text)?;
    }
    if let Some(id) = list.plan.numbers.id(&line.number) {
        list.run.answer(id, line.answer, now_ms());
    }
    Ok(())
}

/// On a terminal only: a log has no use for it.
fn bar(progress: &Progress) -> ProgressBar {
    let all = progress.answered + progress.failed + progress.waiting;
    let target = match io::stderr().is_terminal() {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    let bar = ProgressBar::with_draw_target(Some(all as u64), target);
    // A template of ours, which is sound; the bar of the library would do otherwise.
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len}  {msg}") {
        bar.set_style(style);
    }
    bar
}

fn show(bar: &ProgressBar, progress: &Progress) {
    bar.set_position((progress.answered + progress.failed) as u64);
    let left = progress.seconds_left().map(told::duration);
    let left = left.map_or_else(String::new, |left| format!(", about {left} left"));
    bar.set_message(format!("{} paid{left}", progress.spent.paid));
}
