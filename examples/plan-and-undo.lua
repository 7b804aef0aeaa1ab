-- Moves the nightly triggers of a namespace to another hour by a plan, and takes that back.
--
--   moontide examples/plan-and-undo.lua
--
-- A plan changes nothing until it is applied, and what it has done is in a journal.

local namespace = functions.create_namespace{ label = "plan-" .. os.time(), region = "nyc1" }
for i = 1, 12 do
    namespace:create_trigger{
        name = string.format("job-%02d", i),
        func = "examples/run",
        type = "SCHEDULED",
        is_enabled = true,
        scheduled_details = { cron = i % 3 == 0 and "30 2 * * *" or "0 * * * *", body = { job = i } },
    }
end

--- How many triggers run by each schedule.
local function print_schedules()
    local counts = {}
    for trigger in namespace:each_trigger() do
        local cron = trigger.scheduled_details.cron
        counts[cron] = (counts[cron] or 0) + 1
    end
    local schedules = {}
    for cron, count in pairs(counts) do schedules[#schedules + 1] = count .. " x " .. cron end
    table.sort(schedules)
    print("  " .. table.concat(schedules, ", "))
end

local move = plan(function(p)
    for trigger in namespace:each_trigger() do
        if trigger.scheduled_details.cron == "30 2 * * *" then
            p:update(trigger, { scheduled_details = { cron = "30 4 * * *" } })
        end
    end
    -- Nothing else changes: an edit that leaves a trigger as it is becomes no step.
    p:update(namespace:triggers()[1], { is_enabled = true })
end, { title = "move the nightly jobs" })

print("planned: " .. move.summary)
for _, step in ipairs(move.steps) do
    local change = step.changes[1]
    print("  " .. step.label, table.concat(change.path, "."), change.before .. " -> " .. change.after)
end
print_schedules()

local result = move:apply()
print(string.format("applied: %d done, %d failed", result.succeeded, result.failed))
print_schedules()

-- The plan that takes it back is one like any other; undo(journal) does the same in a later session.
print("to undo: " .. undo_plan(result.journal).summary)
local undone = move:undo()
print(string.format("undone: %d done, %d failed", undone.succeeded, undone.failed))
print_schedules()

namespace:delete()
