-- How long to wait after a key before the server is asked: a moment, while it answers before the next key comes; where it
-- does not, as long as its answers take, so that whoever types faster does not keep it busy with questions out of date.
local M = {}

--- Keys that come at once, as from a mapping, are one question.
M.shortest_ms = 20
local longest_ms = 300
local remembered = 9

---@class treewright.Pace
---@field private latencies number[]
---@field private is_behind boolean
local Pace = {}
Pace.__index = Pace

---@return treewright.Pace
function M.new()
  return setmetatable({ latencies = {}, is_behind = false }, Pace)
end

-- Of several answers: one slow one says little of the next.
function Pace:median()
  local sorted = vim.list_slice(self.latencies)
  table.sort(sorted)
  return sorted[math.floor(#sorted / 2) + 1] or 0
end

function Pace:record(milliseconds)
  table.insert(self.latencies, milliseconds)
  if #self.latencies > remembered then
    table.remove(self.latencies, 1)
  end
end

--- An answer came in time.
---@param milliseconds number
function Pace:answered(milliseconds)
  self.is_behind = false
  self:record(milliseconds)
end

--- The next key came first: the answer would have taken at least this long.
---@param milliseconds number
function Pace:gave_up_after(milliseconds)
  self.is_behind = true
  if milliseconds > self:median() then
    self:record(milliseconds)
  end
end

---@return integer
function Pace:delay_ms()
  if not self.is_behind then
    return M.shortest_ms
  end
  return math.floor(math.min(math.max(self:median(), M.shortest_ms), longest_ms))
end

return M
