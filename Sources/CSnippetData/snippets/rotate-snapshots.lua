--- rotate-snapshots: take snapshots of tagged droplets and delete the old ones
-- Only snapshots whose names this snippet gave are deleted, and never the newest ones of a droplet.
-- @param tag    tags.tag required       the tag of the droplets
-- @param keep   integer  default=3      how many of each droplet stay, however old
-- @param days   integer  default=14     older ones are deleted
-- @param take   boolean  default=yes    also take a new snapshot of each
-- @danger  bulk-delete
-- @needs   moontide >= 0.1, scope droplet:read, scope droplet:update, scope block_storage_snapshot:read, scope snapshot:read,
--   scope snapshot:delete, scope image:delete
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run rotate-snapshots tag=db keep=7 days=30
local p, plan = ...

local oldest = os.date("!%Y-%m-%dT%H:%M:%SZ", os.time() - p.days * 86400)
local ofDroplet = {}
for snapshot in snapshots.each{ resource_type = "droplet" } do
  local list = ofDroplet[snapshot.resource_id] or {}
  ofDroplet[snapshot.resource_id] = list
  list[#list + 1] = snapshot
end

for droplet in droplets.each{ tag_name = p.tag } do
  local prefix = droplet.name .. "-rotated-"
  if p.take then
    local name = prefix .. os.date("!%Y-%m-%d-%H%M")
    plan:call(droplet_actions.post, droplet, { type = "snapshot", name = name })
  end
  local ours = {}
  for _, snapshot in ipairs(ofDroplet[tostring(droplet.id)] or {}) do
    if snapshot.name:sub(1, #prefix) == prefix then ours[#ours + 1] = snapshot end
  end
  table.sort(ours, function(a, b) return a.created_at > b.created_at end)
  for index, snapshot in ipairs(ours) do
    if index > p.keep and snapshot.created_at < oldest then plan:delete(snapshot) end
  end
end
