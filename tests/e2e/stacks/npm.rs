//! The npm scripts of an example, run to their end or as a server. What they print is kept in a file
//! beside the example, and shown where they fail.

use std::{
    collections::BTreeSet,
    env,
    fs::{self, File},
    path::PathBuf,
    process::{ExitStatus, Stdio},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::{
    body::Body,
    http::{Request, header::ACCEPT},
};
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use tokio::{
    process::{Child, Command},
    time::{interval, timeout},
};

use super::project::Project;

/// A busy machine may take its time to start a server and to answer its first page.
const START: Duration = Duration::from_secs(180);
const TRY_EVERY: Duration = Duration::from_millis(100);
/// How much of what a failed script has printed is shown.
const LINES: usize = 120;

pub struct Npm<'a> {
    project: &'a Project,
}

/// A script of an example, with all processes that it has started. They end when it is dropped.
struct Script {
    name: String,
    output: PathBuf,
    child: Child,
    group: Option<u32>,
}

/// The scripts that run just now, for when this process is told to end.
static RUNNING: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());

/// A server that answers.
pub struct Server {
    script: Script,
}

impl<'a> Npm<'a> {
    pub fn of(project: &'a Project) -> Self {
        Self { project }
    }

    /// Runs a script that has to succeed.
    pub async fn run(&self, script: &str) {
        let mut script = self.start(script);
        let status = script.child.wait().await.expect("a script's end");
        assert!(status.success(), "{}", script.failure(status));
    }

    /// Starts a server and waits until its first page is there.
    pub async fn serve(&self, script: &str) -> Server {
        let mut script = self.start(script);
        let url = format!("{}{}", self.project.origin(), self.project.pages()[0].path);
        tokio::select! {
            answer = timeout(START, answers(&url)) => if answer.is_err() {
                panic!("{url} is not there after {} s\n{}", START.as_secs(), script.printed());
            },
            status = script.child.wait() => panic!("{}", script.failure(status.expect("an end"))),
        }
        Server { script }
    }

    fn start(&self, name: &str) -> Script {
        let project = self.project;
        let output = project
            .dir
            .with_file_name(format!("{}.{name}.log", project.name()));
        let file = File::create(&output).expect("a file for the output");
        let mut command = Command::new("npm");
        command
            .args(["run", "--silent", name])
            .current_dir(&project.dir)
            .env("PORT", project.port.to_string())
            .env("CI", "true")
            .env("NO_COLOR", "1")
            .env_remove("FORCE_COLOR")
            .env("BROWSER", "none")
            .env("NO_UPDATE_NOTIFIER", "1")
            .envs(NO_TELEMETRY)
            .stdin(Stdio::null())
            .stdout(file.try_clone().expect("the same file"))
            .stderr(file)
            .kill_on_drop(true);
        if let Some(chrome) = env::var_os("CHROME") {
            command.env("CHROME_BIN", chrome);
        }
        #[cfg(unix)]
        command.process_group(0);
        let child = command
            .spawn()
            .unwrap_or_else(|error| panic!("npm run {name}: {error}"));
        let group = child.id();
        running().extend(group);
        Script {
            name: name.to_owned(),
            output,
            child,
            group,
        }
    }
}

/// Frameworks that would tell their makers of every run.
const NO_TELEMETRY: [(&str, &str); 5] = [
    ("DO_NOT_TRACK", "1"),
    ("NEXT_TELEMETRY_DISABLED", "1"),
    ("NUXT_TELEMETRY_DISABLED", "1"),
    ("ASTRO_TELEMETRY_DISABLED", "1"),
    ("NG_CLI_ANALYTICS", "false"),
];

impl Server {
    /// Resolves if the server ends by itself, with what it has printed.
    pub async fn ended(&mut self) -> String {
        let status = self.script.child.wait().await.expect("a server's end");
        self.script.failure(status)
    }
}

impl Script {
    fn failure(&self, status: ExitStatus) -> String {
        format!("npm run {}: {status}\n{}", self.name, self.printed())
    }

    /// The end of what it has printed.
    fn printed(&self) -> String {
        let text = fs::read(&self.output).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(LINES)..].join("\n")
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        if let Some(group) = self.group
            && running().remove(&group)
        {
            end_group(group);
        }
    }
}

/// Ends all scripts, which know nothing of the signals that this process gets.
pub fn end_all() {
    for group in std::mem::take(&mut *running()) {
        end_group(group);
    }
}

fn running() -> std::sync::MutexGuard<'static, BTreeSet<u32>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// npm starts a shell, which starts the server, which may start others.
#[cfg(unix)]
fn end_group(group: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let group = i32::try_from(group).ok().and_then(Pid::from_raw);
    if let Some(group) = group {
        // They may have ended already.
        let _ = kill_process_group(group, Signal::KILL);
    }
}

#[cfg(not(unix))]
fn end_group(_: u32) {}

/// Asks as a browser would until the page is there; servers may listen before they have one.
async fn answers(url: &str) {
    let client: Client<_, Body> = Client::builder(TokioExecutor::new()).build_http();
    let mut tries = interval(TRY_EVERY);
    loop {
        tries.tick().await;
        let request = Request::get(url)
            .header(ACCEPT, "text/html")
            .body(Body::empty())
            .expect("a request");
        if let Ok(response) = client.request(request).await
            && response.status().is_success()
        {
            return;
        }
    }
}
