//! What Redis must do in one step, but for budgets. Each script has one key, or two at one server,
//! and Redis' clock where it needs one.
//!
//! Numbers are written with `string.format`: Lua's own way loses digits of large ones.

use redis::{Cmd, ErrorKind, FromRedisValue, RedisError, Script, ServerErrorKind, ToRedisArgs};

use super::connection::{Connection, WriteError};

/// Made once: making one takes its hash.
pub(super) struct Scripts {
    pub take: Program,
    pub slot: Program,
    pub end_lease: Program,
    pub time: Program,
}

impl Scripts {
    pub(super) fn new() -> Self {
        Self {
            take: Program::new(TAKE),
            slot: Program::new(SLOT),
            end_lease: Program::new(END_LEASE),
            time: Program::new(TIME),
        }
    }
}

/// A script with its hash.
#[derive(Debug)]
pub(super) struct Program {
    code: String,
    script: Script,
}

/// A script with its keys and arguments.
pub(super) struct Call<'a> {
    program: &'a Program,
    keys: Vec<String>,
    arguments: Vec<Vec<u8>>,
}

impl Program {
    pub(super) fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            script: Script::new(code),
        }
    }

    /// For this key, by which a cluster knows the server.
    pub(super) fn key(&self, key: String) -> Call<'_> {
        Call {
            program: self,
            keys: vec![key],
            arguments: Vec::new(),
        }
    }
}

impl Call<'_> {
    /// Another key, at the same server of a cluster.
    pub(super) fn and_key(mut self, key: String) -> Self {
        self.keys.push(key);
        self
    }

    pub(super) fn arg(mut self, argument: impl ToRedisArgs) -> Self {
        argument.write_redis_args(&mut self.arguments);
        self
    }

    /// By the hash, and by its text where the server doesn't know the hash.
    pub(super) async fn invoke<T: FromRedisValue>(
        &self,
        connection: &Connection,
    ) -> Result<T, RedisError> {
        let mut link = connection.handle();
        let by_hash = self.command("EVALSHA", self.program.script.get_hash());
        match by_hash.query_async(&mut link).await {
            Err(error) if error.kind() == ErrorKind::Server(ServerErrorKind::NoScript) => {
                let by_text = self.command("EVAL", &self.program.code);
                by_text.query_async(&mut link).await
            }
            done => done,
        }
    }

    /// By its text, and on as many replicas as the settings say before it is done.
    pub(super) async fn write<T: FromRedisValue>(
        &self,
        connection: &Connection,
    ) -> Result<T, WriteError> {
        if connection.replicas() == 0 {
            return self.invoke(connection).await.map_err(WriteError::Refused);
        }
        connection
            .write(self.command("EVAL", &self.program.code))
            .await
    }

    fn command(&self, name: &str, program: &str) -> Cmd {
        let mut command = redis::cmd(name);
        command
            .arg(program)
            .arg(self.keys.len())
            .arg(&self.keys)
            .arg(&self.arguments);
        command
    }
}

/// The window's length in milliseconds, limit. Returns whether it is allowed, the count, and the
/// milliseconds that are left of the window. A clock that was set back is still in the last one.
const TAKE: &str = "
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local length = tonumber(ARGV[1])
local start = now - now % length
local count = 0
local held = redis.call('HMGET', KEYS[1], 'start', 'count')
if held[1] and tonumber(held[1]) >= start then
  start = tonumber(held[1])
  count = tonumber(held[2])
end
local allowed = 0
if count < tonumber(ARGV[2]) then
  allowed = 1
  redis.call('HSET', KEYS[1], 'start', string.format('%.0f', start),
    'count', string.format('%.0f', count + 1))
  redis.call('PEXPIRE', KEYS[1], string.format('%.0f', start + 2 * length - now))
end
return {allowed, count + 1, start + length - now}
";

/// The least distance and the longest wait, in microseconds. Returns the wait, or -1.
///
/// The longest wait that was ever allowed is kept: a next moment beyond it can only have been left
/// by a clock that was set back since, and must not hold up everybody until then.
const SLOT: &str = "
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local distance = tonumber(ARGV[1])
local at_most = tonumber(ARGV[2])
local longest = at_most
local start = now
local held = redis.call('HMGET', KEYS[1], 'next', 'longest')
if held[1] then
  longest = math.max(at_most, tonumber(held[2]))
  local held_next = tonumber(held[1])
  if held_next > now and held_next <= now + longest + distance then start = held_next end
end
local wait = start - now
if wait > at_most then return -1 end
redis.call('HSET', KEYS[1], 'next', string.format('%.0f', start + distance),
  'longest', string.format('%.0f', longest))
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.ceil((wait + distance) / 1000) + 1))
return wait
";

/// Returns the server's time in milliseconds.
const TIME: &str = "
local time = redis.call('TIME')
return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
";

/// The token.
const END_LEASE: &str = "
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
";
