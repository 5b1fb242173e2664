//! Has a running gateway take its configuration again: when the file changes, and on SIGHUP.
//!
//! The file's text is read again and again: that notices an editor's rename, Kubernetes' links and
//! network file systems alike. Files that hold secrets aren't watched; SIGHUP is for them.

use std::{error::Error, io, path::PathBuf, time::Duration};

use phone_profile_gateway::{File, Gateway, Reloaded};
use tokio::{fs, task::spawn_blocking, time::sleep};

use super::serve::{Started, config};
use crate::{Options, with_causes};

const LOOK_EVERY: Duration = Duration::from_secs(2);
/// So long a changed text has to stay the same: half of it, written a moment ago, could be sound.
const SETTLES: Duration = Duration::from_millis(500);

/// The text of a file, or why there is none.
type Seen = Result<String, io::ErrorKind>;

/// A configuration's file.
pub(super) struct Watched {
    path: PathBuf,
    /// What was taken last, or tried.
    seen: Seen,
    hangups: Hangups,
}

impl Watched {
    /// As it is now, before it is read for the start: no change is missed.
    pub(super) async fn new(path: PathBuf) -> io::Result<Self> {
        Ok(Self {
            seen: look(&path).await,
            path,
            hangups: Hangups::new()?,
        })
    }

    /// Until the configuration is to be taken again.
    async fn changed(&mut self) {
        loop {
            tokio::select! {
                () = self.hangups.next() => {
                    self.seen = look(&self.path).await;
                    return;
                }
                () = sleep(LOOK_EVERY) => {}
            }
            let mut found = look(&self.path).await;
            if found == self.seen {
                continue;
            }
            loop {
                sleep(SETTLES).await;
                let again = look(&self.path).await;
                if again == found {
                    break;
                }
                found = again;
            }
            if found != self.seen {
                self.seen = found;
                return;
            }
        }
    }
}

async fn look(path: &PathBuf) -> Seen {
    let text = fs::read_to_string(path).await;
    text.map_err(|error| error.kind())
}

/// Takes the configuration whenever it is to be taken. What is unsound is logged, and the earlier one
/// goes on. Never ends.
pub(super) async fn keep_reloading(
    watched: Option<Watched>,
    gateway: Gateway,
    options: Options,
    started: Started,
) {
    // Without a file, SIGHUP ends the process, as it does with others.
    let Some(mut watched) = watched else {
        return std::future::pending().await;
    };
    let mut task = Task {
        gateway,
        options,
        started,
    };
    loop {
        watched.changed().await;
        // Files are read, and certificates.
        let done = spawn_blocking(move || {
            task.reload();
            task
        });
        match done.await {
            Ok(back) => task = back,
            Err(error) => {
                tracing::error!(%error, "the configuration is read no more");
                return std::future::pending().await;
            }
        }
    }
}

struct Task {
    gateway: Gateway,
    options: Options,
    started: Started,
}

impl Task {
    fn reload(&self) {
        let Reloaded { needs_restart } = match self.try_to() {
            Ok(reloaded) => reloaded,
            Err(error) => {
                let error = with_causes(error.as_ref());
                tracing::error!(
                    error,
                    "the configuration can't be taken: the earlier one goes on"
                );
                return;
            }
        };
        tracing::info!("the configuration was read again");
        for what in needs_restart {
            tracing::warn!(what, "what has changed there takes a restart");
        }
    }

    fn try_to(&self) -> Result<Reloaded, Box<dyn Error>> {
        let file = File::read(self.options.config.as_deref())?;
        let now = Started::of(&self.options, &file);
        let mut reloaded = self.gateway.reload(config(&self.options, file))?;
        let all = [
            ("listen", now.listen != self.started.listen),
            ("log", now.log != self.started.log),
        ];
        let unlike = all.into_iter().filter(|(_, unlike)| *unlike);
        reloaded.needs_restart.extend(unlike.map(|(name, _)| name));
        Ok(reloaded)
    }
}

/// SIGHUP, where there is one.
#[cfg(unix)]
struct Hangups(tokio::signal::unix::Signal);

#[cfg(unix)]
impl Hangups {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self(signal(SignalKind::hangup())?))
    }

    async fn next(&mut self) {
        if self.0.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(not(unix))]
struct Hangups;

#[cfg(not(unix))]
impl Hangups {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        std::future::pending::<()>().await;
    }
}
