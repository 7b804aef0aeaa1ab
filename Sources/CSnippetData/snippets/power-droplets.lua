--- power-droplets: turn tagged droplets on or off, by the hours of the week
-- With hours a droplet is to be on within them and off outside, so that a timer may run this as often as it likes; with state it is
-- turned on or off now. Turning off asks the system to shut down unless force is given.
-- @param tag    tags.tag required       the tag of the droplets
-- @param state  on|off                  what they are to be
-- @param hours  string                  when they are to be on, in UTC: 7-19
-- @param days   list default=1,2,3,4,5  the days that the hours are of: 0 is Sunday; off on the others
-- @param force  boolean                 cut the power instead of asking the system
-- @danger  bulk-update
-- @needs   moontide >= 0.1, scope droplet:read, scope droplet:update
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run power-droplets tag=staging hours=7-19
-- @example run power-droplets tag=staging state=off
local p, plan = ...

if (p.state == nil) == (p.hours == nil) then error("give either state or hours", 0) end

local isOn = p.state == "on"
if p.hours then
  local first, last = p.hours:match("^(%d%d?)%-(%d%d?)$")
  first, last = tonumber(first), tonumber(last)
  if not first or first > 23 or last > 24 then error("hours: expected two hours such as 7-19, found " .. p.hours, 0) end
  local now = os.date("!*t")
  local isDay = false
  for _, day in ipairs(p.days) do
    local number = math.tointeger(tonumber(day))
    if not number or number < 0 or number > 6 then error("days: expected numbers from 0 to 6, found " .. day, 0) end
    if number == now.wday - 1 then isDay = true end
  end
  local isHour = now.hour >= first and now.hour < last
  if first > last then isHour = now.hour >= first or now.hour < last end
  isOn = isDay and isHour
end

for droplet in droplets.each{ tag_name = p.tag } do
  if isOn and droplet.status == "off" then
    plan:call(droplet_actions.post, droplet, { type = "power_on" })
  elseif not isOn and droplet.status == "active" then
    plan:call(droplet_actions.post, droplet, { type = p.force and "power_off" or "shutdown" })
  end
end
