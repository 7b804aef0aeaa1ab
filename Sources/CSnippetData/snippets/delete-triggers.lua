--- delete-triggers: delete matching triggers
-- The journal of the run can bring them back: undo(journal) creates them again.
-- @param match      string required        Lua pattern on the trigger's name
-- @param disabled   boolean                only triggers that are off
-- @param namespaces list live=functions.namespace  only these namespaces, by identifier or label; all without it
-- @danger  bulk-delete
-- @needs   moontide >= 0.1, scope function:read, scope function:delete
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run delete-triggers match=^test%-
local p, plan = ...

local wanted
if p.namespaces then
  wanted = {}
  for _, name in ipairs(p.namespaces) do wanted[name] = true end
end

for _, namespace in ipairs(functions.list_namespaces()) do
  if not wanted or wanted[namespace.namespace] or wanted[namespace.label] then
    for trigger in namespace:each_trigger() do
      if trigger.name:find(p.match) and not (p.disabled and trigger.is_enabled) then plan:delete(trigger) end
    end
  end
end
