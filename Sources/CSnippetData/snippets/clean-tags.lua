--- clean-tags: delete tags that nothing bears
-- @param match  string                  only tags whose name this Lua pattern fits
-- @danger  bulk-delete
-- @needs   moontide >= 0.1, scope tag:read, scope tag:delete
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run clean-tags match=^tmp
local p, plan = ...

for tag in tags.each() do
  local isUnused = not tag.resources or (tag.resources.count or 0) == 0
  if isUnused and (not p.match or tag.name:find(p.match)) then plan:delete(tag) end
end
