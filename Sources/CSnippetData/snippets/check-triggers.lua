--- check-triggers: find triggers that never ran, share everything, run too often or have no valid schedule
-- One row for each finding. Never ran: on, made more than a day ago, and without a last run. Duplicate: the function, the
-- schedule and the body of another one. Too frequent: more runs a day than the limit.
-- @param per_day    integer default=288    more runs a day than this are too many
-- @param namespaces list live=functions.namespace  only these namespaces, by identifier or label; all without it
-- @danger  read
-- @needs   moontide >= 0.1, scope function:read
-- @columns namespace name finding detail
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run check-triggers per_day=96
local p = ...

local wanted
if p.namespaces then
  wanted = {}
  for _, name in ipairs(p.namespaces) do wanted[name] = true end
end

local rows = json.array{}
local now = os.time()
local function time(seconds) return os.date("!%Y-%m-%dT%H:%M:%SZ", seconds) end

--- What two triggers share that do the same thing at the same time.
local function fingerprint(trigger)
  local details = trigger.scheduled_details
  return table.concat({ trigger["function"], details.cron, json.encode(details.body or {}, { sorted = true }) }, "\n")
end

for _, namespace in ipairs(functions.list_namespaces()) do
  if not wanted or wanted[namespace.namespace] or wanted[namespace.label] then
    local seen = {}
    for trigger in namespace:each_trigger() do
      local function tell(finding, detail)
        rows[#rows + 1] = { namespace = namespace.label, name = trigger.name, finding = finding, detail = detail }
      end
      local details, runs = trigger.scheduled_details, trigger.scheduled_runs or {}
      local isValid, problem = cron.validate(details and details.cron or "")
      if not isValid then
        tell("invalid", problem)
      else
        local count = cron.count(details.cron, time(now), time(now + 7 * 86400)) / 7
        if count > p.per_day then tell("too frequent", ("%.0f runs a day"):format(count)) end
        if not cron.next(details.cron) then tell("never runs", "no date fits " .. details.cron) end
        local other = seen[fingerprint(trigger)]
        if other then tell("duplicate", "does what " .. other .. " does") end
        seen[fingerprint(trigger)] = other or trigger.name
        local isOld = trigger.created_at and trigger.created_at < time(now - 86400)
        if trigger.is_enabled and isOld and not runs.last_run_at then tell("never ran", "since " .. trigger.created_at) end
      end
    end
  end
end
return rows
