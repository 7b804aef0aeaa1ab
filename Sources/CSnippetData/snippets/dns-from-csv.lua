--- dns-from-csv: make the records of a domain as a CSV file says
-- The first line names the columns: type, name and data, and where they are needed ttl, priority, port, weight, flags and tag. A record
-- that is there with the same type, name and data is changed where it differs.
-- @param domain domains.domain required   the domain
-- @param file   string required           the text of the file; file=@records.csv reads it
-- @param prune  boolean                   also delete records that the file does not have, except SOA and NS
-- @danger  bulk-delete
-- @needs   moontide >= 0.1, scope domain:read, scope domain:create, scope domain:update, scope domain:delete
-- @author  Moontide
-- @license MIT
-- @version 1.0.0
-- @example run dns-from-csv domain=example.com file=@records.csv
local p, plan = ...

local numbers = { ttl = true, priority = true, port = true, weight = true, flags = true }
local known = { type = true, name = true, data = true, tag = true }
for name in pairs(numbers) do known[name] = true end

--- What makes a record the same one.
local function identity(record)
  local isHost = record.type == "CNAME" or record.type == "MX" or record.type == "NS" or record.type == "SRV"
  local data = isHost and record.data ~= "@" and record.data:gsub("%.$", "") or record.data
  return table.concat({ record.type, record.name, data }, " ")
end

local existing = {}
for record in domains.each_record(p.domain) do
  local key = identity(record)
  existing[key] = existing[key] or {}
  table.insert(existing[key], record)
end

for index, row in ipairs(csv.decode(p.file)) do
  local line = ("file: record %d: "):format(index)
  local record = {}
  for name, value in pairs(row) do
    if not known[name] then error(line .. "unknown column '" .. name .. "'", 0) end
    if value ~= "" then
      record[name] = value
      if numbers[name] then
        record[name] = math.tointeger(tonumber(value))
        if not record[name] then error(line .. name .. ": expected a number, found " .. value, 0) end
      end
    end
  end
  if not record.type or not record.name or not record.data then error(line .. "needs a type, a name and data", 0) end
  record.type = record.type:upper()
  local same = table.remove(existing[identity(record)] or {})
  if same then
    record.type, record.name, record.data = nil, nil, nil
    if next(record) then plan:update(same, record) end
  else
    plan:create(domains.create_record, p.domain, record)
  end
end

if p.prune then
  for _, records in pairs(existing) do
    for _, record in ipairs(records) do
      if record.type ~= "SOA" and record.type ~= "NS" then plan:delete(record) end
    end
  end
end
