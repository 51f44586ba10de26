-- An answer of the server that still holds while the user types through it, or accepts it word by word. Each suggestion
-- replaces a stretch of the text; it holds as long as nothing is changed but in that stretch.
local M = {}

---@class treewright.Suggestion
---@field row integer where the stretch begins; rows and columns are 0-based, in bytes
---@field column integer
---@field first integer the same as a byte of the buffer
---@field last integer where the stretch ends now
---@field text string what goes there
---@field rest string what stood between the cursor and the end
---@field is_void? boolean

---@class treewright.Remains what is left of a suggestion at the cursor
---@field text string
---@field replaced integer bytes right of the cursor that it replaces
---@field whole string the suggestion as it was made
---@field number integer which of the answer's suggestions it is

---@class treewright.Answer
---@field bufnr integer
---@field private suggestions treewright.Suggestion[]
local Answer = {}
Answer.__index = Answer

local function offset(bufnr, row, column)
  return vim.api.nvim_buf_get_offset(bufnr, row) + column
end

local function is_position(value)
  return type(value) == 'table' and type(value.line) == 'number' and type(value.character) == 'number'
end

-- As bytes; nil where it is no range, or not in the cursor's line.
local function columns_of(bufnr, range, encoding, row, column)
  if range == nil then
    return column, column
  end
  if type(range) ~= 'table' or not (is_position(range.start) and is_position(range['end'])) then
    return nil
  end
  if range.start.line ~= row or range['end'].line ~= row then
    return nil
  end
  local line = vim.api.nvim_buf_get_lines(bufnr, row, row + 1, false)[1] or ''
  local function byte(position)
    return vim.str_byteindex(line, encoding, position.character, false)
  end
  return byte(range.start), byte(range['end'])
end

---@return treewright.Suggestion?
local function suggestion_of(bufnr, item, encoding, row, column)
  if type(item) ~= 'table' or type(item.insertText) ~= 'string' then
    return nil
  end
  local first, last = columns_of(bufnr, item.range, encoding, row, column)
  if not first or first > column or last < column then
    return nil
  end
  return {
    row = row,
    column = first,
    first = offset(bufnr, row, first),
    last = offset(bufnr, row, last),
    text = (item.insertText:gsub('\r\n?', '\n')),
    rest = table.concat(vim.api.nvim_buf_get_text(bufnr, row, column, row, last, {})),
  }
end

--- An answer for the cursor at `row` and `column`. `items` is whatever the server said.
---@return treewright.Answer
function M.new(bufnr, items, encoding, row, column)
  local suggestions = {}
  for _, item in ipairs(type(items) == 'table' and items or {}) do
    suggestions[#suggestions + 1] = suggestion_of(bufnr, item, encoding, row, column)
  end
  return setmetatable({ bufnr = bufnr, suggestions = suggestions }, Answer)
end

---@return integer
function Answer:count()
  return #self.suggestions
end

--- To be told of every change of the buffer: `from` the byte, `before` bytes became `after` bytes.
function Answer:changed(from, before, after)
  for _, suggestion in ipairs(self.suggestions) do
    if from < suggestion.first or from + before > suggestion.last then
      suggestion.is_void = true
    end
    suggestion.last = suggestion.last + after - before
  end
end

local function is_subsequence(part, whole)
  local at = 1
  for character in whole:gmatch('.') do
    if character == part:sub(at, at) then
      at = at + 1
    end
  end
  return at > #part
end

-- Right of the cursor stands what stood there, after at most the brackets and quotes that an editor closes by itself.
local function continues(now, rest, remaining)
  if now == rest then
    return true
  end
  local closed = now:sub(1, #now - #rest)
  return vim.endswith(now, rest) and closed:match('^[%)%]}\'"]+$') ~= nil and is_subsequence(closed, remaining)
end

---@param suggestion treewright.Suggestion
---@return treewright.Remains?
local function typed_through(bufnr, suggestion, row, column)
  local at = offset(bufnr, row, column)
  if suggestion.is_void or at < suggestion.first or at > suggestion.last then
    return nil
  end
  local typed =
    table.concat(vim.api.nvim_buf_get_text(bufnr, suggestion.row, suggestion.column, row, column, {}), '\n')
  local remaining = suggestion.text:sub(#typed + 1)
  if remaining == '' or not vim.startswith(suggestion.text, typed) then
    return nil
  end
  local line = vim.api.nvim_buf_get_lines(bufnr, row, row + 1, false)[1]
  local replaced = suggestion.last - at
  if column + replaced > #line or not continues(line:sub(column + 1, column + replaced), suggestion.rest, remaining) then
    return nil
  end
  return { text = remaining, replaced = replaced, whole = suggestion.text }
end

--- What is left of one suggestion, where it holds for the cursor's place.
---@param number integer
---@return treewright.Remains?
function Answer:remains(number, row, column)
  local remains = typed_through(self.bufnr, self.suggestions[number], row, column)
  if remains then
    remains.number = number
  end
  return remains
end

--- What is left of each suggestion that holds for the cursor's place; the one that was first stays first.
---@return treewright.Remains[]
function Answer:left(row, column)
  local left = {}
  for number in ipairs(self.suggestions) do
    left[#left + 1] = self:remains(number, row, column)
  end
  return left
end

return M
