-- How long 10,000 droplets take to be written: processor time, the median of five, to standard error in lines of
-- NAME and milliseconds. Standard output gets what is written; the file of the first argument gets the records for others.
localapi.seed{ droplets = 10000 }
local list = droplets.list()
assert(#list == 10000)
save(list, arg[1], { overwrite = true })
local columns = { "id", "name", "region.slug", "size_slug", "status", "memory", "created_at" }

local function measure(name, write)
    local times = {}
    for i = 1, 5 do
        collectgarbage()
        local start = os.clock()
        write()
        io.stdout:flush()
        times[i] = (os.clock() - start) * 1000
    end
    table.sort(times)
    io.stderr:write(("%s\t%.1f\n"):format(name, times[3]))
end

measure("table", function() show(list) end)
for _, mode in ipairs{ "json", "jsonl", "yaml", "lua", "ids" } do
    measure(mode, function() show(list, mode) end)
end
measure("csv", function() show(list, { mode = "csv", columns = columns }) end)
local records = json.decode(json.encode(list))
measure("pretty", function() for i = 1, #records do show({ a = records[i] }) end end)
local triggers = {}
for i = 1, 5000 do triggers[i] = { name = "t" .. i, cron = ("%d %d * * *"):format(i % 60, i % 24) } end
measure("schedule", function() show(schedule(triggers)) end)
