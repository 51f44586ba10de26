-- What a Neovim draws: its "redraw" events as a grid of characters, each with the name of its highlight group.
local Screen = {}
Screen.__index = Screen

function Screen.new()
  return setmetatable({ rows = {}, shown = {}, groups = {} }, Screen)
end

function Screen:blank_row()
  local row = {}
  for column = 1, self.width do
    row[column] = { text = ' ', highlight = 0 }
  end
  return row
end

local handlers = {}

function handlers.grid_resize(self, _, width, height)
  self.width, self.height = width, height
  handlers.grid_clear(self)
end

function handlers.grid_clear(self)
  for row = 1, self.height do
    self.rows[row] = self:blank_row()
  end
end

function handlers.hl_attr_define(self, id, _, _, info)
  local group
  for _, one in ipairs(info) do
    group = (one.hi_name or ''):match('^Treewright(.*)') or group
  end
  self.groups[id] = group
end

function handlers.grid_line(self, _, row, column, cells)
  local highlight = 0
  for _, cell in ipairs(cells) do
    highlight = cell[2] or highlight
    for _ = 1, cell[3] or 1 do
      column = column + 1
      self.rows[row + 1][column] = { text = cell[1], highlight = highlight }
    end
  end
end

function handlers.grid_scroll(self, _, top, bottom, left, right, by)
  local first, last, step = top + 1, bottom - by, 1
  if by < 0 then
    first, last, step = bottom, top - by + 1, -1
  end
  for row = first, last, step do
    for column = left + 1, right do
      self.rows[row][column] = self.rows[row + by][column]
    end
  end
end

-- What is drawn between two of these is no picture yet. Cells are never changed, but replaced.
function handlers.flush(self)
  self.shown = vim.tbl_map(vim.list_slice, self.rows)
  if self.on_flush then
    self.on_flush()
  end
end

---@param events any[] as Neovim sends them: a name and the arguments of each call
function Screen:redraw(events)
  for _, event in ipairs(events) do
    local handler = handlers[event[1]]
    for index = 2, handler and #event or 0 do
      handler(self, unpack(event[index]))
    end
  end
end

-- A letter a group, for the line below the text.
local letters = {
  Ghost = 'g',
  GhostNote = 'n',
  Hint = 'i',
  AttentionHeading = 'h',
  AttentionToken = 't',
  AttentionCopied = 'c',
  AttentionSource = 's',
  Attention1 = '1',
  Attention2 = '2',
  Attention3 = '3',
  Attention4 = '4',
}

function Screen:line(row)
  local text, marks = {}, {}
  for column, cell in ipairs(self.shown[row]) do
    text[column] = cell.text
    local group = self.groups[cell.highlight]
    marks[column] = cell.text == '' and '' or group and (letters[group] or '?') or ' '
  end
  return vim.trim('|' .. table.concat(text)), (table.concat(marks):gsub('%s+$', ''))
end

--- The screen as lines: '|' and the text; ':' and below each character the letter of its highlight, where there is one.
function Screen:lines()
  local lines = {}
  for row = 1, #self.shown do
    local text, marks = self:line(row)
    if text ~= '|~' then
      lines[#lines + 1] = text
    end
    if marks ~= '' then
      lines[#lines + 1] = ':' .. marks
    end
  end
  return lines
end

--- The text that is drawn in a group, its lines joined by line ends.
function Screen:text_in(group)
  local lines = {}
  for _, row in ipairs(self.shown) do
    local text = {}
    for _, cell in ipairs(row) do
      text[#text + 1] = self.groups[cell.highlight] == group and cell.text or nil
    end
    if #text > 0 then
      lines[#lines + 1] = table.concat(text)
    end
  end
  return table.concat(lines, '\n')
end

return Screen
