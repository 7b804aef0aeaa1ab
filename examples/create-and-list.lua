-- Creates a namespace with three triggers, shows them, and takes everything away again.
--
--   moontide examples/create-and-list.lua

local namespace = functions.create_namespace{ label = "example-" .. os.time(), region = "nyc1" }

for name, cron in pairs{ nightly = "15 3 * * 1-5", hourly = "0 * * * *", monthly = "0 6 1 * *" } do
    namespace:create_trigger{
        name = name,
        func = "reports/" .. name,
        type = "SCHEDULED",
        is_enabled = name ~= "monthly",
        scheduled_details = { cron = cron, body = { report = name } },
    }
end

local triggers = namespace:triggers()
table.sort(triggers, function(a, b) return a.name < b.name end)
for _, trigger in ipairs(triggers) do
    print(string.format("%-8s  %-12s  %s", trigger.name, trigger.scheduled_details.cron,
        trigger.is_enabled and "runs" or "paused"))
end

-- Leaving out a required field, and misspelling another, is refused before anything is sent.
local ok, problem = pcall(functions.create_trigger, namespace, { nmae = "weekly", type = "SCHEDULED" })
print(problem)

namespace:delete()
