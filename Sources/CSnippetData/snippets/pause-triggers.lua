--- pause-triggers: turn matching triggers off
-- They keep their schedules; resume-triggers turns them on again.
-- @param match      string required        Lua pattern on the trigger's name
-- @param function   string                 only triggers of this function
-- @param namespaces list live=functions.namespace  only these namespaces, by identifier or label; all without it
-- @danger  bulk-update
-- @needs   moontide >= 0.1, scope function:read, scope function:update
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run pause-triggers match=^report
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
        plan:update(trigger, { is_enabled = false })
      end
    end
  end
end
