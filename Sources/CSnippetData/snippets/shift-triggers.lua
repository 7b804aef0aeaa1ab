--- shift-triggers: move the schedules of matching triggers by some minutes
-- Schedules that five fields cannot say any more after the move are left as they are, and told.
-- @param match      string  required       Lua pattern on the trigger's name
-- @param minutes    integer required       how many minutes later; a negative number is earlier
-- @param namespaces list live=functions.namespace  only these namespaces, by identifier or label; all without it
-- @danger  bulk-update
-- @needs   moontide >= 0.1, scope function:read, scope function:update
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run shift-triggers match=^report minutes=10
local p, plan = ...

local wanted
if p.namespaces then
  wanted = {}
  for _, name in ipairs(p.namespaces) do wanted[name] = true end
end

for _, namespace in ipairs(functions.list_namespaces()) do
  if not wanted or wanted[namespace.namespace] or wanted[namespace.label] then
    for trigger in namespace:each_trigger() do
      local details = trigger.scheduled_details
      if details and trigger.name:find(p.match) then
        local isDone, shifted = pcall(cron.shift, details.cron, p.minutes)
        if isDone then
          plan:update(trigger, { scheduled_details = { cron = shifted, body = details.body } })
        else
          print(("left alone: %s: %s"):format(trigger.name, tostring(shifted)))
        end
      end
    end
  end
end
