--- list-triggers: list the triggers of all namespaces with their last and next runs
-- One row for each trigger, sorted by its next run; a trigger that is off or has no run ahead comes last.
-- @param match     string            only names that this Lua pattern fits
-- @param enabled   all|yes|no  default=all  only triggers that are on, or off
-- @danger  read
-- @needs   moontide >= 0.1, scope function:read
-- @columns namespace name function enabled cron last_run next_run
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run list-triggers
-- @example run list-triggers match=^report enabled=yes
local p = ...

local function isWanted(trigger)
  if p.match and not trigger.name:find(p.match) then return false end
  return p.enabled == "all" or trigger.is_enabled == (p.enabled == "yes")
end

local rows = json.array{}
for _, namespace in ipairs(functions.list_namespaces()) do
  for trigger in namespace:each_trigger() do
    if isWanted(trigger) then
      local runs = trigger.scheduled_runs or {}
      local details = trigger.scheduled_details or {}
      rows[#rows + 1] = {
        namespace = namespace.label or namespace.namespace, name = trigger.name, ["function"] = trigger["function"],
        enabled = trigger.is_enabled, cron = details.cron, last_run = runs.last_run_at, next_run = runs.next_run_at,
      }
    end
  end
end

table.sort(rows, function(a, b)
  -- "~" sorts after every date.
  local left, right = a.next_run or "~", b.next_run or "~"
  if left ~= right then return left < right end
  if a.namespace ~= b.namespace then return a.namespace < b.namespace end
  return a.name < b.name
end)
return rows
