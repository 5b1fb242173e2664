//! An engine's WebDriver: a process for each browser, since two of the three drive no more than one.

use std::{
    env,
    ffi::{OsStr, OsString},
    process::Stdio,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::{TcpListener, TcpStream},
    process::{Child, ChildStdout, Command},
    sync::watch,
    time::{sleep, timeout},
};

use super::Engine;

/// A busy machine may take its time to start it.
const START: Duration = Duration::from_secs(60);

/// How letters are drawn, where fontconfig decides that.
const FONTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/harness/fonts.conf");

pub struct Driver {
    process: Child,
    pub url: String,
    pub output: Output,
}

/// What driver and browser have printed since it was taken last.
#[derive(Clone)]
pub struct Output {
    lines: Arc<Mutex<Vec<String>>>,
    count: watch::Receiver<usize>,
}

impl Driver {
    /// Starts it on a port of its own, in this environment.
    pub async fn start(engine: Engine, environment: &[(&str, OsString)]) -> Self {
        let (variable, name) = match engine {
            Engine::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Engine::Firefox => ("GECKODRIVER", "geckodriver"),
            Engine::Webkit => ("WEBKITDRIVER", "WebKitWebDriver"),
        };
        let program = env::var_os(variable).unwrap_or_else(|| name.into());
        let port = free_port().await;
        let mut command = Command::new(&program);
        command.arg(format!("--port={port}"));
        if engine == Engine::Firefox {
            // Firefox's own windows are asked for what WebDriver has no command for.
            command.arg("--allow-system-access");
        }
        command
            .env("FONTCONFIG_FILE", FONTS)
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        // The browser ends with it, also if nobody can ask it to any more.
        #[cfg(unix)]
        command.process_group(0);
        let mut process = command
            .spawn()
            .unwrap_or_else(|error| panic!("starting {}: {error}", program.display()));
        let output = Output::of(process.stdout.take().expect("its output is piped"));
        timeout(START, listening(port, &mut process, &program))
            .await
            .unwrap_or_else(|_| panic!("{} doesn't listen", program.display()));
        Self {
            process,
            url: format!("http://127.0.0.1:{port}"),
            output,
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(group) = self.process.id() {
            use rustix::process::{Pid, Signal, kill_process_group};
            let group = i32::try_from(group).ok().and_then(Pid::from_raw);
            // All of it may have ended already.
            let _ = group.map(|group| kill_process_group(group, Signal::KILL));
        }
    }
}

impl Output {
    /// Reads on, so that nobody ever waits for somebody to read.
    fn of(pipe: ChildStdout) -> Self {
        let (counting, count) = watch::channel(0);
        let lines = Arc::<Mutex<Vec<String>>>::default();
        let kept = Arc::clone(&lines);
        tokio::spawn(async move {
            let mut reader = BufReader::new(pipe).lines();
            while let Ok(Some(line)) = reader.next_line().await {
                kept.lock().expect("no panic beside it").push(line);
                counting.send_modify(|count| *count += 1);
            }
        });
        Self { lines, count }
    }

    /// Forgets what has been printed so far.
    pub fn clear(&self) {
        self.lines.lock().expect("no panic beside it").clear();
    }

    /// Takes all lines up to the first that contains a text, once that has come.
    pub async fn take_until(&self, text: &str) -> Vec<String> {
        let mut count = self.count.clone();
        loop {
            count.mark_unchanged();
            {
                let mut lines = self.lines.lock().expect("no panic beside it");
                if let Some(at) = lines.iter().position(|line| line.contains(text)) {
                    return lines.drain(..=at).collect();
                }
            }
            timeout(START, count.changed())
                .await
                .expect("the line comes")
                .expect("the browser runs");
        }
    }
}

async fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    listener.local_addr().expect("its own address").port()
}

async fn listening(port: u16, process: &mut Child, program: &OsStr) {
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        if let Ok(Some(status)) = process.try_wait() {
            panic!("{} ended with {status}", program.display());
        }
        sleep(Duration::from_millis(20)).await;
    }
}
