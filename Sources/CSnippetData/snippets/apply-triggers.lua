--- apply-triggers: make triggers as a YAML or JSON file says
-- The file is what export-triggers writes: namespaces by label with their triggers. What is missing is created, what differs is
-- changed, and with prune what the file does not have is deleted from the namespaces it names.
-- @param file   string required   the text of the file; file=@triggers.yaml reads it
-- @param prune  boolean           also delete triggers that the file does not have
-- @danger  bulk-delete
-- @needs   moontide >= 0.1, scope function:read, scope function:create, scope function:update, scope function:delete
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run apply-triggers file=@triggers.yaml prune=yes
local p, plan = ...

local known = { namespace = true, region = true, triggers = true }
local knownOfTrigger = { name = true, ["function"] = true, is_enabled = true, cron = true, body = true }

--- Ends with what is wrong in the file, and where.
local function check(condition, message, ...)
  if not condition then error("file: " .. message:format(...), 0) end
end

local function checkNames(entry, names, place)
  check(type(entry) == "table", "%s: expected names and values", place)
  for name in pairs(entry) do check(names[name], "%s: unknown name '%s'", place, tostring(name)) end
end

local function checkTrigger(entry, place)
  checkNames(entry, knownOfTrigger, place)
  check(type(entry.name) == "string", "%s: a trigger has a name", place)
  place = place .. ", trigger " .. entry.name
  check(type(entry["function"]) == "string", "%s: expected the name of a function", place)
  local isValid, problem = cron.validate(tostring(entry.cron))
  check(isValid, "%s: %s", place, tostring(problem))
end

local entries = yaml.decode(p.file)
check(type(entries) == "table", "expected a list of namespaces")

local namespaces = {}
for _, namespace in ipairs(functions.list_namespaces()) do
  check(not namespaces[namespace.label], "two namespaces are called %s", namespace.label)
  namespaces[namespace.label] = namespace
end

--- What the endpoint takes of an entry.
local function fields(entry)
  local isEnabled = entry.is_enabled
  if isEnabled == nil or isEnabled == null then isEnabled = true end
  local body = entry.body
  if body == null then body = nil end
  return { is_enabled = isEnabled, scheduled_details = { cron = entry.cron, body = body } }
end

local function create(namespace, entry)
  local arguments = fields(entry)
  arguments.name, arguments.func, arguments.type = entry.name, entry["function"], "SCHEDULED"
  plan:create(functions.create_trigger, namespace, arguments)
end

local function update(trigger, entry)
  check(
    trigger["function"] == entry["function"],
    "trigger %s runs %s, not %s; a trigger's function cannot be changed: rename or delete it",
    entry.name, trigger["function"], entry["function"])
  plan:update(trigger, function(copy)
    for name, value in pairs(fields(entry)) do copy[name] = value end
  end)
end

for index, entry in ipairs(entries) do
  local place = "namespace " .. index
  checkNames(entry, known, place)
  check(type(entry.namespace) == "string", "%s: expected its label as namespace", place)
  place = "namespace " .. entry.namespace
  local namespace, existing = namespaces[entry.namespace], {}
  if namespace then
    for trigger in namespace:each_trigger() do existing[trigger.name] = trigger end
  else
    check(type(entry.region) == "string", "%s is not there yet, and making it takes a region", place)
    namespace = plan:create(functions.create_namespace, { label = entry.namespace, region = entry.region })
  end
  local seen = {}
  for _, wanted in ipairs(entry.triggers or {}) do
    checkTrigger(wanted, place)
    check(not seen[wanted.name], "%s: two triggers are called %s", place, wanted.name)
    seen[wanted.name] = true
    if existing[wanted.name] then update(existing[wanted.name], wanted) else create(namespace, wanted) end
  end
  if p.prune then
    for name, trigger in pairs(existing) do
      if not seen[name] then plan:delete(trigger) end
    end
  end
end
