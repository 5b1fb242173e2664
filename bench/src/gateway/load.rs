//! Load by wrk: which requests, and what came of them.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use xshell::{Shell, cmd};

use super::servers::TOKEN;
use xtask::project::Project;

const CONNECTIONS: u32 = 64;
/// Longer than a million lookups take.
const LONGEST_SECONDS: u32 = 3_600;
const POLL: Duration = Duration::from_millis(100);
/// Without any progress.
const PATIENCE: Duration = Duration::from_secs(10);

/// One run of wrk.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Measured {
    pub requests: u64,
    pub microseconds: u64,
    bytes: u64,
    /// Microseconds.
    pub p50: f64,
    /// Microseconds.
    pub p99: f64,
    errors: u64,
}

impl Measured {
    pub fn per_second(&self) -> f64 {
        self.requests as f64 * 1e6 / self.microseconds.max(1) as f64
    }

    /// With its head.
    pub fn bytes_per_answer(&self) -> f64 {
        self.bytes as f64 / self.requests.max(1) as f64
    }
}

/// Which numbers are asked for.
#[derive(Debug, Clone, Copy)]
pub enum Script {
    /// A hundred, again and again.
    Cached,
    /// So many different ones, from the first again when they have been asked for.
    Each(u64),
}

pub struct Load {
    wrk: PathBuf,
    dir: PathBuf,
}

impl Load {
    pub fn new(project: &Project, wrk: PathBuf) -> Result<Self> {
        let dir = project.scratch().join("bench-wrk");
        fs::create_dir_all(&dir)?;
        Ok(Self { wrk, dir })
    }

    pub fn version(&self) -> String {
        // It ends with a status that says otherwise.
        let output = Command::new(&self.wrk).arg("-v").output();
        let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
        let text = text.unwrap_or_default();
        let words: Vec<_> = text.split_whitespace().take(2).collect();
        words.join(" ")
    }

    /// Keeps the connections busy for a time.
    pub fn run(&self, port: u16, script: Script, seconds: u32) -> Result<Measured> {
        self.measure(port, &lua(script), seconds)
    }

    /// Asks about so many times a second, for a time: the connections pause between their requests.
    pub fn run_at(
        &self,
        port: u16,
        script: Script,
        seconds: u32,
        per_second: f64,
    ) -> Result<Measured> {
        // Answers take their part of it, so somewhat fewer are asked.
        let pause_ms = (f64::from(CONNECTIONS) * 1e3 / per_second).round().max(1.0);
        let paused = PAUSES.replace("LONGEST", &(2.0 * pause_ms).to_string());
        self.measure(port, &(lua(script) + &paused), seconds)
    }

    fn measure(&self, port: u16, lua: &str, seconds: u32) -> Result<Measured> {
        let output = self.command(port, lua, seconds)?.output()?;
        ensure!(output.status.success(), "wrk ended with {}", output.status);
        read(&String::from_utf8_lossy(&output.stdout))
    }

    /// Keeps them busy until so much is done, as `done` counts it.
    pub fn until(
        &self,
        port: u16,
        script: Script,
        wanted: u64,
        done: impl Fn() -> Result<u64>,
    ) -> Result<Measured> {
        let mut command = self.command(port, &lua(script), LONGEST_SECONDS)?;
        let child = command.stdout(Stdio::piped()).spawn()?;
        let watched = watch(wanted, done);
        // It stops as if its time were over.
        let id = child.id().to_string();
        let sh = Shell::new()?;
        cmd!(sh, "kill -INT {id}").quiet().run()?;
        let output = child.wait_with_output()?;
        watched?;
        read(&String::from_utf8_lossy(&output.stdout))
    }

    fn command(&self, port: u16, lua: &str, seconds: u32) -> Result<Command> {
        let file = self.dir.join("load.lua");
        fs::write(&file, lua)?;
        let mut command = Command::new(&self.wrk);
        command
            .args(["--threads", "1", "--connections", &CONNECTIONS.to_string()])
            .args(["--duration", &format!("{seconds}s"), "--timeout", "30s"])
            .arg("--latency")
            .arg("--script")
            .arg(&file)
            .arg(format!("http://127.0.0.1:{port}/"));
        Ok(command)
    }
}

fn watch(wanted: u64, done: impl Fn() -> Result<u64>) -> Result<()> {
    let (mut seen, mut since) = (0, Instant::now());
    loop {
        let count = done()?;
        if count >= wanted {
            return Ok(());
        }
        if count > seen {
            (seen, since) = (count, Instant::now());
        } else if since.elapsed() > PATIENCE {
            bail!("only {count} of {wanted} numbers were looked up");
        }
        thread::sleep(POLL);
    }
}

/// Our line among wrk's own.
fn read(output: &str) -> Result<Measured> {
    let line = output.lines().find(|line| line.starts_with('{'));
    let line = line.with_context(|| format!("wrk measured nothing:\n{output}"))?;
    let measured: Measured =
        serde_json::from_str(line).with_context(|| format!("wrk printed {line}"))?;
    if measured.errors > 0 || measured.requests == 0 {
        bail!(
            "{} of {} requests failed",
            measured.errors,
            measured.requests
        );
    }
    Ok(measured)
}

fn lua(script: Script) -> String {
    let requests = match script {
        Script::Cached => CACHED.to_owned(),
        Script::Each(numbers) => EACH.replace("NUMBERS", &numbers.to_string()),
    };
    format!("{requests}{DONE}").replace("TOKEN", TOKEN)
}

/// Numbers kept for fiction. The requests are written ahead, so that wrk has little to do.
const CACHED: &str = r#"
local requests = {}
local index = 0
function init(args)
  for line = 0, 99 do
    local path = string.format("/number/131055501%02d", line)
    requests[line + 1] = wrk.format("GET", path, { ["x-api-key"] = "TOKEN" })
  end
end
function request()
  index = index % 100 + 1
  return requests[index]
end
"#;

/// Numbers of satellite telephones (the plan takes any nine digits), scattered: multiplying modulo a prime meets none twice.
const EACH: &str = r#"
local asked = 0
function request()
  asked = asked % NUMBERS + 1
  local number = (asked * 982451653) % 999999937
  local path = string.format("/number/881%09d", number)
  return wrk.format("GET", path, { ["x-api-key"] = "TOKEN" })
end
"#;

/// Milliseconds before each request, which its latency doesn't include.
const PAUSES: &str = r#"
function delay()
  return math.random(0, LONGEST)
end
"#;

const DONE: &str = r#"
function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format(
    '{"requests":%d,"microseconds":%d,"bytes":%d,"p50":%d,"p99":%d,"errors":%d}\n',
    summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(99), failed))
end
"#;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn given_what_wrk_prints_when_read_then_our_line_counts() {
        let output = "Running 1s test @ http://127.0.0.1:1/\n  1 threads\nRequests/sec: 4\n\
            {\"requests\":3000,\"microseconds\":1500000,\"bytes\":1500000,\"p50\":120,\"p99\":800,\"errors\":0}\n";
        let measured = read(output).unwrap();
        assert_eq!(measured.per_second().round(), 2_000.0);
        assert_eq!(measured.bytes_per_answer().round(), 500.0);
        assert!(read("Running 1s test\n").is_err());
        assert!(read(&output.replace("\"errors\":0", "\"errors\":2")).is_err());
    }

    #[test]
    fn given_a_script_when_written_then_nothing_in_it_is_left_to_fill_in() {
        for script in [Script::Cached, Script::Each(1_000)] {
            let text = lua(script);
            assert!(text.contains(TOKEN));
            assert!(!text.contains("TOKEN") && !text.contains("NUMBERS"));
        }
    }
}
