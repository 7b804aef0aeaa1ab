--- retime-triggers: change the schedule of matching triggers
-- @param match      string  required   Lua pattern on the trigger's name
-- @param cron       cron    required   the new schedule, five fields
-- @param function   string             only triggers of this function
-- @param namespaces list live=functions.namespace  only these namespaces, by identifier or label; all without it
-- @param enable     boolean            also turn the triggers on or off
-- @danger  bulk-update
-- @needs   moontide >= 0.1, scope function:read, scope function:update
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run retime-triggers match=^report cron="0 6 * * 1-5"
local p, plan = ...

local wanted
if p.namespaces then
  wanted = {}
  for _, name in ipairs(p.namespaces) do wanted[name] = true end
end

for _, namespace in ipairs(functions.list_namespaces()) do
  if not wanted or wanted[namespace.namespace] or wanted[namespace.label] then
    for trigger in namespace:each_trigger() do
      if trigger.name:find(p.match) and (not p["function"] or trigger["function"] == p["function"]) then
        -- The endpoint takes the schedule and the body of the calls together.
        local details = { cron = p.cron, body = trigger.scheduled_details.body }
        plan:update(trigger, { scheduled_details = details, is_enabled = p.enable })
      end
    end
  end
end
