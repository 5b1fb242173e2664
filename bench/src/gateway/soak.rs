//! A gateway under a mixed load for half an hour, in front of a service that fails now and then, with
//! a budget that ends before the time does. Counts what was lost, overspent or left unanswered.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use ureq::Agent;

use super::memory::resident;
use super::servers::{Servers, Stub, TOKEN};
use crate::machine;
use crate::processes::Processes;
use crate::table::{Table, number};

const CLIENTS: u64 = 8;
/// Of one client.
const BETWEEN_REQUESTS: Duration = Duration::from_millis(25);
/// Longer than any answer may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Of one batch.
const BATCH: u64 = 20;
/// Lookups that clients want in a minute, about: the budget is for two thirds of the time.
const NEW_A_MINUTE: u64 = 7_000;
/// Times at which memory is measured.
const SAMPLES: u32 = 6;

/// What was counted.
pub struct Soaked {
    /// Answers by what they say: `200`, `429 quota-exhausted`.
    answers: BTreeMap<String, u64>,
    sent: u64,
    unanswered: u64,
    limit: u64,
    /// Requests that reached the service.
    asked: u64,
    /// Requests that the gateway counts as spent.
    counted: u64,
    /// Numbers that the service answered for.
    paid: u64,
    /// Those of them that the gateway doesn't have.
    lost: u64,
    /// Answers and failures of lookups that clients were told.
    told: u64,
    /// Lookups that the audit has.
    audited: u64,
    /// Bytes, from the start to the end.
    memory: Vec<u64>,
}

/// What the clients do, shared by all.
struct Work {
    url: String,
    /// Numbers that were asked for; the next one is new.
    next: AtomicU64,
    sent: AtomicU64,
    unanswered: AtomicU64,
    ends: Instant,
}

/// What a client was told, by its kind.
type Told = BTreeMap<String, u64>;

pub fn measure(processes: &Processes, servers: &Servers, minutes: u32) -> Result<Soaked> {
    let lasts = Duration::from_secs(u64::from(minutes) * 60);
    let limit = NEW_A_MINUTE * u64::from(minutes) * 2 / 3;
    let stub = Stub::with_faults(processes, servers)?;
    let server = servers.gateway_with_budget(processes, &stub, limit)?;
    let work = Work {
        url: format!("http://127.0.0.1:{}", server.port),
        next: AtomicU64::new(0),
        sent: AtomicU64::new(0),
        unanswered: AtomicU64::new(0),
        ends: Instant::now() + lasts,
    };
    let mut memory = vec![resident(server.id)?];
    let answers = thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let work = &work;
                scope.spawn(move || work.client(client))
            })
            .collect();
        for _ in 0..SAMPLES {
            thread::sleep(lasts / SAMPLES);
            memory.push(resident(server.id)?);
        }
        let mut answers = Told::new();
        for client in clients {
            let told = client.join().ok().context("a client panicked")?;
            for (kind, count) in told {
                *answers.entry(kind).or_default() += count;
            }
        }
        anyhow::Ok(answers)
    })?;
    let soaked = count(&work, &stub, limit, answers, memory);
    processes.stop(server.id);
    processes.stop(stub.id);
    soaked
}

fn count(work: &Work, stub: &Stub, limit: u64, answers: Told, memory: Vec<u64>) -> Result<Soaked> {
    let agent = agent();
    let quota = json_of(&agent, &format!("{}/quota", work.url))?;
    let counted = quota.pointer("/budgets/0/used").and_then(Value::as_u64);
    let asked = stub.asked()?;
    let audited = audited(&agent, work)?;
    let paid = stub.answered()?;
    let mut lost = 0;
    for number in &paid {
        let url = format!("{}/number_cache/{number}", work.url);
        if get(&agent, &url)?.0 != 200 {
            lost += 1;
        }
    }
    if stub.asked()? != asked {
        bail!("looking for lost answers has asked the service");
    }
    let told = answers.values().sum();
    Ok(Soaked {
        answers,
        sent: work.sent.load(Ordering::Relaxed),
        unanswered: work.unanswered.load(Ordering::Relaxed),
        limit,
        asked,
        counted: counted.context("the gateway tells no budget")?,
        paid: paid.len() as u64,
        lost,
        told,
        audited,
        memory,
    })
}

impl Work {
    /// Asks until the time is over: mostly for what was asked for before, as dashboards do.
    fn client(&self, client: u64) -> Told {
        let agent = agent();
        let mut told = Told::new();
        let mut turn = client;
        while Instant::now() < self.ends {
            turn += 1;
            let known = self.next.load(Ordering::Relaxed).max(1);
            match turn % 20 {
                0 => self.batch(&agent, &mut told),
                1..=5 => self.lookup(&agent, &phone(self.new_numbers(1)), "", &mut told),
                6 => self.lookup(
                    &agent,
                    &phone(u64::MAX / 2 + turn),
                    "?cache=only",
                    &mut told,
                ),
                _ => {
                    let some = turn.wrapping_mul(0x9e37_79b9) % known;
                    self.lookup(&agent, &phone(some), "", &mut told);
                }
            }
            thread::sleep(BETWEEN_REQUESTS);
        }
        told
    }

    fn new_numbers(&self, count: u64) -> u64 {
        self.next.fetch_add(count, Ordering::Relaxed)
    }

    fn lookup(&self, agent: &Agent, number: &str, query: &str, told: &mut Told) {
        self.sent.fetch_add(1, Ordering::Relaxed);
        match get(agent, &format!("{}/number/{number}{query}", self.url)) {
            Ok((status, body)) => note(told, status, &body),
            Err(_) => {
                self.unanswered.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    fn batch(&self, agent: &Agent, told: &mut Told) {
        self.sent.fetch_add(BATCH, Ordering::Relaxed);
        let first = self.new_numbers(BATCH);
        let numbers: Vec<String> = (first..first + BATCH).map(phone).collect();
        let lines = agent
            .post(format!("{}/numbers", self.url))
            .header("x-api-key", TOKEN)
            .send_json(json!({ "numbers": numbers }))
            .and_then(|mut response| response.body_mut().read_to_string());
        let lines = lines.unwrap_or_default();
        let mut answered = 0;
        for line in lines.lines() {
            let line: Value = serde_json::from_str(line).unwrap_or_default();
            match (line.get("profile"), line.get("error")) {
                (Some(_), _) => note(told, 200, &Value::Null),
                (None, Some(error)) => {
                    let status = error.get("status").and_then(Value::as_u64).unwrap_or(0);
                    note(told, u16::try_from(status).unwrap_or(0), error);
                }
                (None, None) => continue,
            }
            answered += 1;
        }
        let missing = BATCH.saturating_sub(answered);
        self.unanswered.fetch_add(missing, Ordering::Relaxed);
    }
}

fn note(told: &mut Told, status: u16, body: &Value) {
    let code = body.get("code").and_then(Value::as_str).unwrap_or_default();
    let kind = format!("{status} {code}");
    *told.entry(kind.trim().to_owned()).or_default() += 1;
}

/// Numbers of satellite telephones (the plan takes any nine digits), scattered: multiplying modulo a prime meets none twice.
fn phone(index: u64) -> String {
    format!(
        "881{:09}",
        (index % 999_999_937) * 982_451_653 % 999_999_937
    )
}

fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE))
        .build()
        .into()
}

fn get(agent: &Agent, url: &str) -> Result<(u16, Value)> {
    let mut response = agent.get(url).header("x-api-key", TOKEN).call()?;
    let body = response.body_mut().read_to_string()?;
    let body = serde_json::from_str(&body).unwrap_or_default();
    Ok((response.status().as_u16(), body))
}

fn json_of(agent: &Agent, url: &str) -> Result<Value> {
    match get(agent, url)? {
        (200, body) => Ok(body),
        (status, _) => bail!("{url} answers {status}"),
    }
}

/// The lookups that the audit has.
fn audited(agent: &Agent, work: &Work) -> Result<u64> {
    let mut count = 0;
    let mut before = String::new();
    loop {
        let url = format!("{}/audit?limit=1000{before}", work.url);
        let answer = json_of(agent, &url)?;
        let records = answer.get("records").and_then(Value::as_array);
        let Some(last) = records.and_then(|records| records.last()) else {
            return Ok(count);
        };
        let lookups = records.into_iter().flatten();
        let lookups = lookups.filter(|record| record.get("action") == Some(&json!("lookup")));
        count += lookups.count() as u64;
        let at = last.get("atMs").and_then(Value::as_u64);
        before = format!("&before={}", at.context("a record without a time")?);
    }
}

impl Soaked {
    /// Requests beyond the budget, and requests that reached the service without being counted.
    fn overspent(&self) -> u64 {
        let beyond = self.asked.saturating_sub(self.limit);
        beyond.max(self.asked.saturating_sub(self.counted))
    }

    /// Whether nothing was lost, overspent or left unanswered.
    pub fn is_clean(&self) -> bool {
        self.lost == 0 && self.overspent() == 0 && self.unanswered == 0 && self.told == self.audited
    }

    pub fn markdown(&self, minutes: u32) -> String {
        let mut table = Table::new(["", "count"]);
        for (what, count) in [
            ("lookups that clients sent", self.sent),
            ("answered, in whichever way", self.told),
            ("**unanswered**", self.unanswered),
            ("of the budget", self.limit),
            ("counted as spent", self.counted),
            ("reached the service", self.asked),
            ("**overspent**, or not counted", self.overspent()),
            ("numbers that the service answered for", self.paid),
            ("**lost** of them", self.lost),
            ("lookups in the audit", self.audited),
        ] {
            table.row([what.to_owned(), number(count as f64)]);
        }
        let mut answers = Table::new(["answer", "count"]);
        for (kind, count) in &self.answers {
            answers.row([format!("`{kind}`"), number(*count as f64)]);
        }
        let memory: Vec<_> = self
            .memory
            .iter()
            .map(|bytes| number(*bytes as f64 / 1_048_576.0))
            .collect();
        let mut machine = Table::new(["", ""]);
        for (name, value) in machine::hardware() {
            machine.row([name, value]);
        }
        format!(
            "# The gateway under a mixed load\n\n\
             Made by `cargo xtask bench soak`: {minutes} min, {CLIENTS} clients that ask for new numbers, for known ones, \
             for batches of {BATCH}, and for what is kept only. The lookup service fails one request of 47 by its status, \
             one of 61 by a broken connection and one of 101 by being late; the budget ends before the time does. \
             State is in a file. Afterwards every number that the service answered for is asked for once more, from \
             what is kept.\n\n{}\n\
             Resident memory from the start to the end, MiB: {}. It grows by the answers that are kept.\n\n{}\n## Machine\n\n{}",
            table.markdown(),
            memory.join(", "),
            answers.markdown(),
            machine.markdown(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean() -> Soaked {
        Soaked {
            answers: Told::new(),
            sent: 10,
            unanswered: 0,
            limit: 5,
            asked: 5,
            counted: 5,
            paid: 4,
            lost: 0,
            told: 10,
            audited: 10,
            memory: vec![1],
        }
    }

    #[test]
    fn given_what_was_counted_when_anything_is_missing_then_it_is_not_clean() {
        assert!(clean().is_clean());
        let wrong: [fn(&mut Soaked); 5] = [
            |soaked| soaked.lost = 1,
            |soaked| soaked.unanswered = 1,
            |soaked| soaked.asked = 6,
            |soaked| soaked.counted = 4,
            |soaked| soaked.audited = 9,
        ];
        for change in wrong {
            let mut soaked = clean();
            change(&mut soaked);
            assert!(!soaked.is_clean());
        }
    }

    #[test]
    fn given_indices_when_made_numbers_then_none_is_there_twice() {
        let numbers: std::collections::HashSet<_> = (0..10_000).map(phone).collect();
        assert_eq!(numbers.len(), 10_000);
        assert!(numbers.iter().all(|number| number.len() == 12));
    }
}
