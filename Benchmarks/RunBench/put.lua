-- The same requests for wrk: every trigger of the file gets another time, one after the other.
local targets = {}
for line in io.lines(os.getenv("TARGETS")) do targets[#targets + 1] = line end

local index = 0
local headers = {
    ["authorization"] = "Bearer dop_v1_" .. ("0"):rep(64), ["content-type"] = "application/json",
    ["accept"] = "application/json", ["accept-encoding"] = "gzip", ["user-agent"] = "moontide"
}

function request()
    index = index % #targets + 1
    local body = ('{"is_enabled":true,"scheduled_details":{"cron":"%d 6 * * *","body":{}}}'):format(math.random(0, 59))
    return wrk.format("PUT", targets[index], headers, body)
end

function done(summary)
    local errors = summary.errors
    local count = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    io.write(("rate %.0f errors %d\n"):format(summary.requests / (summary.duration / 1e6), count))
end
