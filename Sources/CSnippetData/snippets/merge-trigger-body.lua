--- merge-trigger-body: set keys in the bodies that matching triggers send
-- The keys are merged into what is there: objects within objects, too; null removes a key. The schedules stay.
-- @param match      string  required       Lua pattern on the trigger's name
-- @param body       string  required       the keys as JSON: {"dry_run": true}; body=@file.json reads a file
-- @param replace    boolean                the body becomes this instead, whatever it was
-- @param namespaces list live=functions.namespace  only these namespaces, by identifier or label; all without it
-- @danger  bulk-update
-- @needs   moontide >= 0.1, scope function:read, scope function:update
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run merge-trigger-body match=^report body='{"verbose": true}'
local p, plan = ...

local isJSON, keys = pcall(json.decode, p.body)
if not isJSON or type(keys) ~= "table" or keys[1] ~= nil then
  error("body: expected a JSON object such as {\"verbose\": true}, found " .. p.body, 0)
end

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
        if p.replace then
          plan:update(trigger, function(copy) copy.scheduled_details = { cron = details.cron, body = keys } end)
        else
          -- A table is merged into what is there.
          plan:update(trigger, { scheduled_details = { cron = details.cron, body = keys } })
        end
      end
    end
  end
end
