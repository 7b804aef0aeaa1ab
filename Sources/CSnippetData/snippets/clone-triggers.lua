--- clone-triggers: copy matching triggers to another namespace
-- Names that the other namespace has already are left out, and told.
-- @param from   functions.namespace required  the namespace they are in, by identifier
-- @param to     functions.namespace required  the namespace they are copied to, by identifier
-- @param match  string  default=.             Lua pattern on the trigger's name
-- @param prefix string                        put before the names of the copies
-- @param enable boolean                       whether the copies are on; as the originals without it
-- @danger  bulk-create
-- @needs   moontide >= 0.1, scope function:read, scope function:create
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run clone-triggers from=fn-1 to=fn-2 enable=no
local p, plan = ...

local taken = {}
for trigger in functions.each_trigger(p.to) do taken[trigger.name] = true end

for trigger in functions.each_trigger(p.from) do
  if trigger.name:find(p.match) then
    local name = (p.prefix or "") .. trigger.name
    if taken[name] then
      print("left out: " .. name .. " is there already")
    else
      local isEnabled = p.enable
      if isEnabled == nil then isEnabled = trigger.is_enabled end
      taken[name] = true
      plan:create(functions.create_trigger, p.to, {
        name = name, func = trigger["function"], type = trigger.type, is_enabled = isEnabled,
        scheduled_details = trigger.scheduled_details,
      })
    end
  end
end
