--- export-triggers: write triggers as data that apply-triggers reads
-- One entry for each namespace with its triggers, without what only the server knows. With -o yaml it is a file to keep in
-- version control.
-- @param match      string                 only triggers whose name this Lua pattern fits
-- @param namespaces list live=functions.namespace  only these namespaces, by identifier or label; all without it
-- @danger  read
-- @needs   moontide >= 0.1, scope function:read
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run export-triggers -o yaml
local p = ...

local wanted
if p.namespaces then
  wanted = {}
  for _, name in ipairs(p.namespaces) do wanted[name] = true end
end

local result = json.array{}
for _, namespace in ipairs(functions.list_namespaces()) do
  if not wanted or wanted[namespace.namespace] or wanted[namespace.label] then
    local triggers = json.array{}
    for trigger in namespace:each_trigger() do
      if not p.match or trigger.name:find(p.match) then
        local details = trigger.scheduled_details or {}
        triggers[#triggers + 1] = {
          name = trigger.name, ["function"] = trigger["function"], is_enabled = trigger.is_enabled,
          cron = details.cron, body = details.body,
        }
      end
    end
    table.sort(triggers, function(a, b) return a.name < b.name end)
    result[#result + 1] = { namespace = namespace.label, region = namespace.region, triggers = triggers }
  end
end
table.sort(result, function(a, b) return a.namespace < b.namespace end)
return result
