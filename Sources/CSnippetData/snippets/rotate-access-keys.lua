--- rotate-access-keys: replace access keys that expire soon
-- Makes a successor for each such key, named after the day, and returns it with its secret, which is shown this once. The old keys are deleted by the
-- plan that follows, when the successors are where they are needed.
-- @param within     integer default=7     keys that expire within so many days
-- @param expires_in string  default=90d   how long the successors work: 12h, 90d
-- @param keep       boolean               the old keys stay until they expire
-- @param namespaces list live=functions.namespace  only these namespaces, by identifier or label; all without it
-- @danger  bulk-delete
-- @needs   moontide >= 0.1, scope function:admin
-- @columns namespace name id secret expires_at replaces
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run rotate-access-keys within=14
local p, plan = ...

local wanted
if p.namespaces then
  wanted = {}
  for _, name in ipairs(p.namespaces) do wanted[name] = true end
end

local soon = os.date("!%Y-%m-%dT%H:%M:%SZ", os.time() + p.within * 86400)
local rows = json.array{}
for _, namespace in ipairs(functions.list_namespaces()) do
  if not wanted or wanted[namespace.namespace] or wanted[namespace.label] then
    for _, key in ipairs(namespace:access_keys()) do
      if key.expires_at and key.expires_at < soon then
        -- Names are unique in a namespace, and successors have successors.
        local name = key.name:gsub("%-%d%d%d%d%-%d%d%-%d%d$", "") .. os.date("!-%Y-%m-%d")
        local made = namespace:create_access_key{ name = name, expires_in = p.expires_in }
        rows[#rows + 1] = {
          namespace = namespace.label, name = made.name, id = made.id, secret = made.secret, expires_at = made.expires_at,
          replaces = key.id,
        }
        if not p.keep then plan:delete(key) end
      end
    end
  end
end
return rows
