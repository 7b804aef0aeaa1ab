--- rename-triggers: give matching triggers other names
-- A trigger cannot be renamed: it is created again under the new name, and the old one is deleted when that is done. What it
-- knows of its last run is lost.
-- @param match   string required        Lua pattern on the trigger's name
-- @param to      string required        what the match becomes, with %1 and so on for captures, as in string.gsub
-- @param namespaces list live=functions.namespace  only these namespaces, by identifier or label; all without it
-- @danger  bulk-delete
-- @needs   moontide >= 0.1, scope function:read, scope function:create, scope function:delete
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run rename-triggers match=^report%-(.*)$ to=%1-report
local p, plan = ...

local wanted
if p.namespaces then
  wanted = {}
  for _, name in ipairs(p.namespaces) do wanted[name] = true end
end

for _, namespace in ipairs(functions.list_namespaces()) do
  if not wanted or wanted[namespace.namespace] or wanted[namespace.label] then
    local triggers, taken = namespace:triggers(), {}
    for _, trigger in ipairs(triggers) do taken[trigger.name] = true end
    for _, trigger in ipairs(triggers) do
      local name, count = trigger.name:gsub(p.match, p.to, 1)
      if count > 0 and name ~= trigger.name then
        if taken[name] then error(("%s: the name %s is taken in %s"):format(trigger.name, name, namespace.label), 0) end
        taken[name] = true
        local made = plan:create(functions.create_trigger, namespace, {
          name = name, func = trigger["function"], type = trigger.type, is_enabled = trigger.is_enabled,
          scheduled_details = trigger.scheduled_details,
        })
        plan:delete(trigger, { after = made })
      end
    end
  end
end
