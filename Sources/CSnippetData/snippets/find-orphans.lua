--- find-orphans: volumes and reserved IPs that nothing uses, and what they cost a month
-- Prices are in US dollars; give those of your contract where they differ. With delete a plan deletes what was found.
-- @param volume_price number default=0.10   for a GiB of a volume and month
-- @param ip_price     number default=5      for a reserved IP that leads nowhere, and month
-- @param days         integer default=0     only volumes that are older
-- @param delete       boolean               plan to delete them
-- @danger  bulk-delete
-- @needs   moontide >= 0.1, scope block_storage:read, scope api:read, scope api:write, scope block_storage:delete,
--   scope reserved_ip:read, scope reserved_ip:delete
-- @columns kind name region size monthly_cost created_at
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run find-orphans days=30
local p, plan = ...

local newest = os.date("!%Y-%m-%dT%H:%M:%SZ", os.time() - p.days * 86400)
local rows, total = json.array{}, 0

local function tell(row, resource)
  rows[#rows + 1] = row
  total = total + row.monthly_cost
  if p.delete then plan:delete(resource) end
end

for volume in volumes.each() do
  if #(volume.droplet_ids or {}) == 0 and (p.days == 0 or volume.created_at <= newest) then
    tell({
      kind = "volume", name = volume.name, region = volume.region.slug, size = volume.size_gigabytes,
      monthly_cost = volume.size_gigabytes * p.volume_price, created_at = volume.created_at,
    }, volume)
  end
end
for address in reserved_ips.each() do
  if not address.droplet then
    tell({ kind = "reserved IP", name = address.ip, region = address.region.slug, monthly_cost = p.ip_price }, address)
  end
end

print(("%d found, %.2f USD a month"):format(#rows, total))
return rows
