-- Creates triggers side by side, spreads their schedules over an hour, and asks for all of them at once.
--
--   moontide examples/parallel-calls.lua

local namespace = functions.create_namespace{ label = "parallel-" .. os.time(), region = "nyc1" }

local names = {}
for i = 1, 60 do names[i] = string.format("job-%02d", i) end

-- Sixteen calls are under way at a time; the results come in the order of the list.
local made = parallel(names, function(name)
    return namespace:create_trigger{
        name = name,
        func = "examples/run",
        type = "SCHEDULED",
        is_enabled = true,
        scheduled_details = { cron = "0 6 * * *" },
    }
end)
print("made " .. made.n .. ", from " .. made[1].name .. " to " .. made[made.n].name)

-- All of them start at six: a minute of its own for each is better.
local schedules = cron.spread(made, 60)
local indices = {}
for index in ipairs(made) do indices[index] = index end
parallel(indices, function(index)
    made[index]:update{ scheduled_details = { cron = schedules[index] } }
end, { concurrency = 8 })

local in_minute, most = {}, 0
for trigger in namespace:each_trigger() do
    local minute = trigger.scheduled_details.cron:match("^%d+")
    in_minute[minute] = (in_minute[minute] or 0) + 1
    most = math.max(most, in_minute[minute])
end
print("at most " .. most .. " start in the same minute, the last " .. cron.describe(schedules[#schedules]))

-- Errors are told for each item, and the others are done.
local ok, problem = pcall(parallel, { "job-01", "gone", "job-60" }, function(name)
    return functions.get_trigger(namespace, name).scheduled_details.cron
end)
print(ok, "job-01: " .. problem.results[1], "gone: " .. problem.errors[2].id, "job-60: " .. problem.results[3])

-- A task runs beside what comes next.
local task = async(function() return #namespace:triggers() end)
local label = functions.get_namespace(namespace).label
print(label:match("^%a+") .. " has " .. await(task) .. " triggers")

namespace:delete()
