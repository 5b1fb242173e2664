//! In front of a gateway that runs: its token, and Ctrl-C amid a run.

#![cfg(unix)]

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::command::{Desk, said};

/// A gateway with demo data that takes its time.
struct Slow {
    child: Child,
    url: String,
}

impl Slow {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_phone-profile-gateway"))
            .args(["--listen", "127.0.0.1:0", "--latency", "200ms", "--quiet"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let (_, rest) = line.split_once("http://").unwrap();
        let (address, _) = rest.split_once('/').unwrap();
        Self {
            url: format!("http://{address}/"),
            child,
        }
    }
}

impl Drop for Slow {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Every second number, so that none follows another.
fn list(count: usize) -> String {
    let row = |index| {
        format!(
            "Ada Example,+1{}555{:04}\n",
            201 + index / 50,
            100 + index % 50 * 2
        )
    };
    let rows: String = (0..count).map(row).collect();
    format!("Name,Phone\n{rows}")
}

#[test]
fn given_ctrl_c_amid_a_run_when_it_ends_then_the_same_command_goes_on_from_there() {
    let gateway = Slow::start();
    let desk = Desk::with("contacts.csv", list(200));
    let arguments = ["contacts.csv", "-o", "out.csv", "--gateway", &gateway.url];
    let mut running = desk.command(&arguments).spawn().unwrap();
    let began = Instant::now();
    // The journal says when the run is under way. It may end amid a character while it is written.
    let lines = || {
        let journal = std::fs::read(desk.path("out.csv.journal")).unwrap_or_default();
        journal.iter().filter(|&&byte| byte == b'\n').count()
    };
    while lines() < 6 {
        assert!(running.try_wait().unwrap().is_none(), "it ended");
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "nothing was answered"
        );
        std::thread::yield_now();
    }
    let killed = Command::new("kill")
        .args(["-INT", &running.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    let ended = said(&running.wait_with_output().unwrap());
    assert_eq!(ended.code, Some(130), "{}", ended.text);
    assert!(
        ended.text.contains("the same command goes on from here"),
        "{}",
        ended.text
    );
    assert!(!desk.has("out.csv"));
    let answered = desk
        .read("out.csv.journal")
        .lines()
        .filter(|line| line.contains("profile"))
        .count();
    assert!((5..200).contains(&answered), "{answered}");

    let ended = desk.enrich(&arguments);
    assert_eq!(ended.code, Some(0), "{}", ended.text);
    assert!(
        ended
            .text
            .contains(&format!("{answered} answered by an earlier run")),
        "{}",
        ended.text
    );
    assert!(
        ended
            .text
            .contains("200 answered, 0 failed, 0 not looked up"),
        "{}",
        ended.text
    );
    assert_eq!(desk.column("out.csv", "WhatsApp status").len(), 200);
}

#[test]
fn given_a_gateway_that_is_not_there_when_asked_then_it_says_so_and_leaves_nothing() {
    let desk = Desk::with("contacts.csv", list(1));
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", closed.local_addr().unwrap());
    drop(closed);
    let ended = desk.enrich(&["contacts.csv", "-o", "out.csv", "--gateway", &url]);
    assert_eq!(ended.code, Some(1), "{}", ended.text);
    assert!(ended.text.contains("can't be reached"), "{}", ended.text);
    assert!(!desk.has("out.csv.journal"));
}
