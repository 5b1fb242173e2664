//! chromedriver: one process for the whole run.

use std::{env, process::Stdio, time::Duration};

use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    sync::Mutex,
    time::timeout,
};

/// A busy machine may take its time to start it.
const START: Duration = Duration::from_secs(60);

pub struct Driver {
    process: Mutex<Child>,
    pub url: String,
}

impl Driver {
    /// Starts it on a port of its own choosing.
    pub async fn start() -> Self {
        let program = env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("starting {}: {error}", program.display()));
        let output = process.stdout.take().expect("its output is piped");
        let mut lines = BufReader::new(output).lines();
        let port = timeout(START, async {
            while let Some(line) = lines
                .next_line()
                .await
                .expect("chromedriver's output is text")
            {
                if let Some(port) = port(&line) {
                    return port;
                }
            }
            panic!("chromedriver ended without saying its port");
        })
        .await
        .expect("chromedriver says its port");
        // Read on, so that it never waits for somebody to read.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self {
            process: Mutex::new(process),
            url: format!("http://127.0.0.1:{port}"),
        }
    }

    pub async fn end(&self) {
        let mut process = self.process.lock().await;
        // It may have ended already.
        let _ = process.kill().await;
    }
}

/// `ChromeDriver was started successfully on port 40123.`
fn port(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("successfully on port ")?;
    rest.trim_end_matches('.').trim().parse().ok()
}
