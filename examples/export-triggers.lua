-- Exports the triggers of a namespace to a JSON file and restores them in another namespace.
--
--   moontide examples/export-triggers.lua [FILE]

local path = arg[1] or os.tmpname()

local function fields_to_keep(trigger)
    return {
        name = trigger.name,
        ["function"] = trigger["function"],
        type = trigger.type,
        is_enabled = trigger.is_enabled,
        scheduled_details = trigger.scheduled_details,
    }
end

local function export(namespace, path)
    local kept = {}
    for trigger in namespace:each_trigger() do kept[#kept + 1] = fields_to_keep(trigger) end
    table.sort(kept, function(a, b) return a.name < b.name end)
    local file = assert(io.open(path, "w"))
    assert(file:write(json.encode(json.array(kept), { pretty = true }), "\n"))
    assert(file:close())
    return #kept
end

local function restore(path, namespace)
    local file = assert(io.open(path))
    local triggers = json.decode(file:read("a"))
    file:close()
    for _, trigger in ipairs(triggers) do namespace:create_trigger(trigger) end
    return #triggers
end

local origin = functions.create_namespace{ label = "export-from-" .. os.time(), region = "nyc1" }
for i = 1, 20 do
    origin:create_trigger{
        name = string.format("job-%02d", i),
        func = "examples/run",
        type = "SCHEDULED",
        is_enabled = i % 3 ~= 0,
        -- Parameters come back exactly: integers, fractions, empty lists and explicit nulls.
        scheduled_details = {
            cron = i .. " 4 * * *",
            body = { id = 9007199254740993, ratio = 0.1, tags = json.array{}, note = null },
        },
    }
end

print("exported " .. export(origin, path))
local target = functions.create_namespace{ label = "export-to-" .. os.time(), region = "ams3" }
print("restored " .. restore(path, target))

local first = functions.get_trigger(target, "job-03")
print(first.name, first.scheduled_details.cron, first.is_enabled, json.encode(first.scheduled_details.body, { sorted = true }))

origin:delete()
target:delete()
if not arg[1] then os.remove(path) end
