--- spread-triggers: move triggers that start in the same minute apart
-- Triggers that share their minutes are spread evenly over an interval; the first of each such group stays. Pictures of a
-- week before and after are shown with the plan.
-- @param minutes    integer default=15     the interval over which they are spread, 1 to 1440
-- @param match      string                 only triggers whose name this Lua pattern fits
-- @param namespaces list live=functions.namespace  only these namespaces, by identifier or label; all without it
-- @danger  bulk-update
-- @needs   moontide >= 0.1, scope function:read, scope function:update
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run spread-triggers minutes=30
local p, plan = ...

local wanted
if p.namespaces then
  wanted = {}
  for _, name in ipairs(p.namespaces) do wanted[name] = true end
end

local triggers, before = {}, {}
for _, namespace in ipairs(functions.list_namespaces()) do
  if not wanted or wanted[namespace.namespace] or wanted[namespace.label] then
    for trigger in namespace:each_trigger() do
      local isWanted = trigger.scheduled_details and trigger.is_enabled and (not p.match or trigger.name:find(p.match))
      if isWanted then
        triggers[#triggers + 1] = trigger
        before[#before + 1] = { name = trigger.name, cron = trigger.scheduled_details.cron }
      end
    end
  end
end

local after = {}
for index, expression in ipairs(cron.spread(triggers, p.minutes)) do
  local trigger = triggers[index]
  after[index] = { name = trigger.name, cron = expression }
  plan:update(trigger, { scheduled_details = { cron = expression, body = trigger.scheduled_details.body } })
end

if #triggers > 0 then
  print("before:")
  print(schedule(before, { runs = 0 }))
  print("after:")
  print(schedule(after, { runs = 0 }))
end
