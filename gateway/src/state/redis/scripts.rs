//! What Redis must do in one step, but for budgets. Each script has one key, and Redis' clock where it needs one.
//!
//! Numbers are written with `string.format`: Lua's own way loses digits of large ones.

use redis::Script;

/// Made once: making one takes its hash.
pub(super) struct Scripts {
    pub take: Script,
    pub slot: Script,
    pub end_lease: Script,
}

impl Scripts {
    pub(super) fn new() -> Self {
        Self {
            take: Script::new(TAKE),
            slot: Script::new(SLOT),
            end_lease: Script::new(END_LEASE),
        }
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

/// The token.
const END_LEASE: &str = "
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
";
