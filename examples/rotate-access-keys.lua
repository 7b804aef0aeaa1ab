-- Replaces every access key that expires within a week: creates the successor first, then deletes the old one.
--
--   moontide examples/rotate-access-keys.lua
--
-- To have something to rotate, it makes a namespace with three keys first.

local week = 7 * 24 * 3600

--- Seconds since 1970 of an RFC 3339 time in UTC.
local function seconds(text)
    local y, mo, d, h, mi, s = text:match("^(%d+)-(%d+)-(%d+)T(%d+):(%d+):(%d+)")
    -- os.time reads a local time: the difference to UTC is taken out again.
    local moment = os.time{ year = y, month = mo, day = d, hour = h, min = mi, sec = s, isdst = false }
    local utc = os.date("!*t", moment)
    utc.isdst = false
    return moment + os.difftime(moment, os.time(utc))
end

local namespace = functions.create_namespace{ label = "rotate-" .. os.time(), region = "nyc1" }
namespace:create_access_key{ name = "ci", expires_in = "3d" }
namespace:create_access_key{ name = "deploy", expires_in = "30d" }
namespace:create_access_key{ name = "forever" }

for key in namespace:each_access_key() do
    if key.expires_at and seconds(key.expires_at) - os.time() < week then
        local successor = namespace:create_access_key{ name = key.name .. "-next", expires_in = "30d" }
        -- The secret is in this one answer only: hand it to whoever needs it before the old key goes.
        assert(#successor.secret > 0)
        key:delete()
        print("rotated " .. key.name .. " -> " .. successor.name)
    else
        print("kept    " .. key.name)
    end
end

local names = {}
for key in namespace:each_access_key() do names[#names + 1] = key.name end
table.sort(names)
print(table.concat(names, " "))

namespace:delete()
