//! What Redis must do with a budget in one step.
//!
//! A budget is one hash, so that a cluster keeps it in one place. Its fields are days, as in
//! `2026-11-01`, with what was spent on them; `window`, `most`, `left`, `begun` and `ends` of the
//! vendor's window; and `adopted:…` with what was taken over from keys of earlier versions.

use super::scripts::Program;

/// So many days are kept of each budget: more than a year.
const DAYS_KEPT: usize = 400;

/// Made once: making one takes its hash.
pub(super) struct BudgetScripts {
    pub reserve: Program,
    pub release: Program,
    pub raise: Program,
    pub confine: Program,
    pub set_used: Program,
    pub adopt: Program,
    pub spending: Program,
}

impl BudgetScripts {
    pub(super) fn new() -> Self {
        let script =
            |code: &str| Program::new(&format!("local DAYS_KEPT = {DAYS_KEPT}\n{READ}{code}"));
        Self {
            reserve: script(RESERVE),
            release: script(RELEASE),
            raise: script(RAISE),
            confine: script(CONFINE),
            set_used: script(SET_USED),
            adopt: script(ADOPT),
            spending: script(SPENDING),
        }
    }
}

/// Milliseconds that the budget is kept, and its window while that lasts: `id` is 0 where none does.
/// A clock that was set back is no reason to wait for longer than the vendor said.
const READ: &str = "
local key = KEYS[1]
local function number(text) return tonumber(text or '0') end
local function whole(number) return string.format('%.0f', number) end
local time = redis.call('TIME')
local now = number(time[1]) * 1000 + math.floor(number(time[2]) / 1000)
local held = {}
local days = {}
local all = redis.call('HGETALL', key)
for at = 1, #all, 2 do
  held[all[at]] = all[at + 1]
  if string.match(all[at], '^%d') then days[#days + 1] = all[at] end
end
local function used(since)
  local sum = 0
  for _, day in ipairs(days) do
    if day >= since then sum = sum + number(held[day]) end
  end
  return sum
end
local id, left, ends = 0, 0, number(held['ends'])
local begun = number(held['begun'])
if now < begun and begun < ends then
  ends = now + ends - begun
  redis.call('HSET', key, 'begun', whole(now), 'ends', whole(ends))
end
if ends > now then
  id = number(held['window'])
  left = number(held['left'])
end
local function add(day, requests)
  redis.call('HINCRBY', key, day, requests)
  if not held[day] and #days >= DAYS_KEPT then
    days[#days + 1] = day
    table.sort(days)
    for at = 1, #days - DAYS_KEPT do redis.call('HDEL', key, days[at]) end
  end
end
local function keep(milliseconds) redis.call('PEXPIRE', key, milliseconds) end
local function told(taken, sum)
  if id == 0 then return {taken, sum, 0, 0, 0} end
  return {taken, sum, id, left, ends - now}
end
";

/// Since, day, how many, limit, how long it is kept. Returns whether they were taken, how many are,
/// and the window: its id, what is left of it, the milliseconds until it ends.
const RESERVE: &str = "
local requests = number(ARGV[3])
local sum = used(ARGV[1])
if sum + requests > number(ARGV[4]) or (id > 0 and left < requests) then return told(0, sum) end
add(ARGV[2], ARGV[3])
if id > 0 then
  left = left - requests
  redis.call('HSET', key, 'left', whole(left))
end
keep(ARGV[5])
return told(1, sum + requests)
";

/// Day, how many, the window from which they were taken. Never above what the vendor has said since.
const RELEASE: &str = "
local given = math.min(number(held[ARGV[1]]), number(ARGV[2]))
if given > 0 then redis.call('HINCRBY', key, ARGV[1], whole(-given)) end
if id > 0 and id == number(ARGV[3]) then
  redis.call('HSET', key, 'left', whole(math.min(left + number(ARGV[2]), number(held['most']))))
end
";

/// Since, day, the least, how long it is kept.
const RAISE: &str = "
local missing = number(ARGV[3]) - used(ARGV[1])
if missing > 0 then
  add(ARGV[2], whole(missing))
  keep(ARGV[4])
end
";

/// How many are left, the milliseconds until the end, how long it is kept. A later end than the one
/// that is known would be that of the vendor's next period.
const CONFINE: &str = "
local said = number(ARGV[1])
local ends_then = now + number(ARGV[2])
local most = said
if id > 0 then
  most = math.min(number(held['most']), said)
  said = math.min(left, said)
  ends_then = math.min(ends, ends_then)
else
  redis.call('HINCRBY', key, 'window', 1)
  redis.call('HSET', key, 'begun', whole(now))
end
redis.call('HSET', key, 'most', whole(most), 'left', whole(said), 'ends', whole(ends_then))
keep(ARGV[3])
";

/// Since, day, how many, how long it is kept.
const SET_USED: &str = "
local later = {}
for _, day in ipairs(days) do
  if day >= ARGV[1] then
    redis.call('HDEL', key, day)
    held[day] = nil
  else
    later[#later + 1] = day
  end
end
days = later
add(ARGV[2], ARGV[3])
keep(ARGV[4])
";

/// The earlier name, the day, how many were counted there, how long it is kept. Adds what was not
/// added before.
const ADOPT: &str = "
local mark = 'adopted:' .. ARGV[1] .. ':' .. ARGV[2]
local missing = number(ARGV[3]) - number(held[mark])
if missing > 0 then
  add(ARGV[2], whole(missing))
  redis.call('HSET', key, mark, ARGV[3])
  keep(ARGV[4])
end
";

/// Since. Returns what RESERVE does.
const SPENDING: &str = "
return told(1, used(ARGV[1]))
";
