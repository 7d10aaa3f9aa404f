-- The pace of one channel and the places of its portfolio, in one atomic step on Redis's own clock.
-- Times are microseconds. KEYS: bucket, places, generation, then one person's state a claimant.
-- ARGV: the operation, then what it needs (see throttle.py).

local SECOND = 1000000
local DAY = 86400 * SECOND
-- Unused tokens are worth a tenth of a second, and incoming messages may borrow one second.
local BURST, DEBT = 0.1, 1
-- Meta's pair limit: one message in 6 s. Conversations may send up to 45 within 6 s, borrowed from
-- the future: after those 6 s nothing goes until all of it is paid back.
local PAIR, PAIR_BURST = 6 * SECOND, 45
-- Expired places that one call sweeps away, so that none holds Redis for long.
local SWEEP = 1000

local BUCKET, PLACES, GENERATION = KEYS[1], KEYS[2], KEYS[3]
local clock = redis.call('TIME')
local now = clock[1] * SECOND + clock[2]

local function digits(number) return string.format('%.0f', number) end

-- A bucket that is not there starts empty; while it is shut nothing flows in.
local function open_bucket(rate)
  local tokens, at, shut = unpack(redis.call('HMGET', BUCKET, 'tokens', 'at', 'shut'))
  shut = tonumber(shut) or 0
  local since = math.max(tonumber(at) or now, math.min(shut, now))
  local flowed = math.max(0, now - since) * rate / SECOND
  local brim = math.max(1, rate * BURST)
  return math.min(brim, (tonumber(tokens) or 0) + flowed), shut
end

local function close_bucket(tokens, shut)
  redis.call('HSET', BUCKET, 'tokens', tostring(tokens), 'at', digits(now), 'shut', digits(shut))
end

-- A person on this channel: `tat`, when all messages so far are paid for at one in 6 s; `burst`,
-- when the unpaid ones began; `mark` and `lease`, the message in flight; `hold`, until when Meta
-- asked to wait.
local function read_person(key)
  local state = redis.call('GET', key) or '0 0 0 0 0'
  local tat, burst, mark, lease, hold = string.match(state, '(%d+) (%d+) (%d+) (%d+) (%d+)')
  return {
    tat = tonumber(tat), burst = tonumber(burst), mark = mark, lease = tonumber(lease), hold = tonumber(hold),
  }
end

local function write_person(key, person)
  local last = math.max(person.tat, person.lease, person.hold)
  if last <= now then return redis.call('DEL', key) end
  local state = table.concat(
    {digits(person.tat), digits(person.burst), person.mark, digits(person.lease), digits(person.hold)}, ' '
  )
  redis.call('SET', key, state, 'PX', math.ceil((last - now) / 1000))
end

local function pair_wait(person, bulk)
  local may_borrow = not bulk and now - person.burst < PAIR and person.tat - person.burst < PAIR_BURST * PAIR
  return math.max(0, may_borrow and 0 or person.tat - now, person.hold - now)
end

-- Places: who was written to in the last 24 h, by the time of the last message that needed one.
local function open_places(limit)
  if limit < 0 then
    -- Nobody is counted while there is no limit: should one come, the places are unknown.
    redis.call('DEL', GENERATION)
    return {limit = limit}
  end
  local expired = redis.call('ZCOUNT', PLACES, '-inf', digits(now - DAY))
  if expired > 0 then redis.call('ZREMRANGEBYRANK', PLACES, 0, math.min(expired, SWEEP) - 1) end
  return {
    limit = limit,
    known = redis.call('EXISTS', GENERATION) == 1,
    taken = redis.call('ZCOUNT', PLACES, '(' .. digits(now - DAY), '+inf'),
  }
end

-- Answers nil, or the refusal and the microseconds to wait.
local function refuse_place(places, person)
  if places.limit < 0 then return nil end
  if not places.known then return 'portfolio_unknown', 0 end
  local at = tonumber(redis.call('ZSCORE', PLACES, person))
  if at and at > now - DAY or places.taken < places.limit then return nil end
  local oldest = redis.call('ZRANGEBYSCORE', PLACES, '(' .. digits(now - DAY), '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
  return 'portfolio_full', oldest[2] and oldest[2] + DAY - now or DAY
end

-- True when this very send holds the place: its score is then the send's mark.
local function take_place(places, person)
  if places.limit < 0 then return false end
  local at = tonumber(redis.call('ZSCORE', PLACES, person))
  if at and at > now - DAY then
    redis.call('ZADD', PLACES, digits(math.max(now, at + 1)), person)
    return false
  end
  redis.call('ZADD', PLACES, digits(now), person)
  places.taken = places.taken + 1
  return true
end

local function claim(key, person, bulk, needs_place, lease, places)
  local state = read_person(key)
  if state.lease > now then return {'in_flight', state.lease - now, 0} end
  local wait = pair_wait(state, bulk)
  if wait > 0 then return {'pair_wait', wait, 0} end
  local reserved = false
  if needs_place then
    local refusal, until_free = refuse_place(places, person)
    if refusal then return {refusal, until_free, 0} end
    reserved = take_place(places, person)
  end
  if state.tat <= now then state.tat, state.burst = now, now end
  state.tat = state.tat + PAIR
  state.mark, state.lease = digits(now), now + lease
  write_person(key, state)
  return {'granted', 0, reserved and 1 or 0}
end

local operations = {}

-- ARGV: rate, limit (-1: none), lease, then for each claimant: person, flags ('b' bulk, 'p' place).
function operations.take()
  local rate, limit, lease = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
  local tokens, shut = open_bucket(rate)
  local places
  local answers = {}
  for index = 4, #KEYS do
    local person, flags = ARGV[2 * index - 3], ARGV[2 * index - 2]
    if tokens < 1 then
      answers[#answers + 1] = {'no_token', 0, 0}
    else
      places = places or open_places(limit)
      local bulk, needs_place = string.find(flags, 'b'), string.find(flags, 'p')
      local answer = claim(KEYS[index], person, bulk, needs_place, lease, places)
      if answer[1] == 'granted' then tokens = tokens - 1 end
      answers[#answers + 1] = answer
    end
  end
  close_bucket(tokens, shut)
  local wait = math.max(shut - now, tokens < 1 and (1 - tokens) * SECOND / rate or 0)
  return {math.ceil(wait), math.max(0, math.floor(tokens)), now, answers}
end

-- ARGV: rate, tokens.
function operations.spend()
  local rate = tonumber(ARGV[2])
  local tokens, shut = open_bucket(rate)
  close_bucket(math.max(tokens - tonumber(ARGV[3]), -rate * DEBT), shut)
end

-- ARGV: microseconds. A longer pause that is under way stays.
function operations.pause()
  local shut = tonumber(redis.call('HGET', BUCKET, 'shut')) or 0
  close_bucket(0, math.max(shut, now + tonumber(ARGV[2])))
end

-- ARGV, for each: person, mark, '1' to give the place back, microseconds to hold the person.
function operations.finish()
  for index = 4, #KEYS do
    local first = 4 * index - 14
    local person, mark, give_back, hold = unpack(ARGV, first, first + 3)
    local state = read_person(KEYS[index])
    if state.mark == mark then state.lease = 0 end
    if tonumber(hold) > 0 then state.hold = math.max(state.hold, now + hold) end
    write_person(KEYS[index], state)
    if give_back == '1' and redis.call('ZSCORE', PLACES, person) == mark then
      redis.call('ZREM', PLACES, person)
    end
  end
end

return operations[ARGV[1]]()
