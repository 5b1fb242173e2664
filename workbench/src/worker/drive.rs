//! Drives a run: asks for what is next, in batches, until it ends or is paused; and then for what its pictures look
//! like.

use gloo_timers::future::TimeoutFuture;
use phone_profile_contacts::run::Lines;

use super::clock::now_ms;
use super::desk::Desk;
use super::gateway;
use crate::engine::{Batch, PictureBatch};

/// How often it is looked whether a gateway that wants to be left alone may be asked again, in milliseconds.
const TICK_MS: u32 = 200;

/// What is under way when it is paused is still answered: it is paid for. `list` says whose run it is.
pub(super) async fn drive(desk: &Desk, list: u64) {
    while desk.with_engine(|engine| engine.opened() == list) {
        if desk.with_engine(|engine| engine.is_running()) {
            let most = desk.batch_most();
            match desk.with_engine(|engine| engine.take(most, now_ms())) {
                Some(batch) => ask(desk, &batch).await,
                None => TimeoutFuture::new(TICK_MS).await,
            }
        } else {
            match desk.with_engine(|engine| engine.take_pictures(now_ms())) {
                Some(batch) => {
                    desk.tell_news();
                    look(desk, &batch).await;
                }
                None => break,
            }
        }
        desk.tell_news();
    }
    desk.tell_news();
}

async fn look(desk: &Desk, batch: &PictureBatch) {
    let answer = gateway::hashes(&batch.links, &desk.caller()).await;
    desk.with_engine(|engine| engine.looked(batch, answer, now_ms()));
}

async fn ask(desk: &Desk, batch: &Batch) {
    let mut answer = match gateway::ask(&batch.numbers, &desk.caller()).await {
        Ok(answer) => answer,
        Err(error) => {
            desk.with_engine(|engine| engine.refused(batch, &error, now_ms()));
            return;
        }
    };
    let url = gateway::url();
    let mut lines = Lines::default();
    while let Some(piece) = answer.next().await {
        // Another list is open: nobody waits for these numbers, and no more of them are to be paid for.
        if !desk.with_engine(|engine| engine.is_current(batch)) {
            return;
        }
        let kept = desk.with_engine(|engine| {
            let lines = lines.push(&piece).into_iter();
            let kept = lines.filter_map(|line| engine.line(batch, &line, &url, now_ms()));
            kept.collect()
        });
        desk.keep_lines(kept).await;
        desk.tell_news();
    }
    desk.with_engine(|engine| engine.ended(batch, now_ms()));
}
