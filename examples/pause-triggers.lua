-- Pauses every trigger whose name matches a Lua pattern, in all namespaces.
--
--   moontide examples/pause-triggers.lua [PATTERN]
--
-- So that there is something to pause, it first makes 500 triggers in 5 namespaces, and deletes them at the end.

local pattern = arg[1] or "^report%-"

local made = {}
for n = 1, 5 do
    local namespace = functions.create_namespace{ label = "pause-example-" .. os.time() .. "-" .. n, region = "nyc1" }
    made[#made + 1] = namespace
    for i = 1, 100 do
        namespace:create_trigger{
            name = (i % 4 == 0 and "report-" or "job-") .. i,
            func = "examples/run",
            type = "SCHEDULED",
            is_enabled = true,
            scheduled_details = { cron = string.format("%d %d * * *", i % 60, n) },
        }
    end
end

local seen, paused = 0, 0
for _, namespace in ipairs(made) do
    for trigger in namespace:each_trigger() do
        seen = seen + 1
        if trigger.is_enabled and trigger.name:match(pattern) then
            trigger:update{ is_enabled = false }
            paused = paused + 1
        end
    end
end
print(string.format("paused %d of %d triggers matching %s", paused, seen, pattern))

local still_running = 0
for _, namespace in ipairs(made) do
    for trigger in namespace:each_trigger() do
        if trigger.name:match(pattern) and trigger.scheduled_runs.next_run_at then still_running = still_running + 1 end
    end
    namespace:delete()
end
print(still_running .. " of them still have a next run")
