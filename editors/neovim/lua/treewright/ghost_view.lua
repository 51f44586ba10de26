-- Grey text at the cursor, which is not in the buffer. It knows what stands on the screen, which may be older than what it
-- was told to show last.
local M = {}

local namespace = vim.api.nvim_create_namespace('treewright.ghost')
local shown ---@type { bufnr: integer, what: any }? what it was told to show
local drawn ---@type any? of that, what stands on the screen

vim.api.nvim_set_decoration_provider(namespace, {
  on_end = function()
    drawn = shown and shown.what
  end,
})

-- A tab in virtual text is not drawn as wide as one in the buffer.
---@param indent integer the column of the screen where the line begins
local function expand_tabs(line, indent)
  local width = vim.bo.tabstop
  while true do
    local before, after = line:match('^([^\t]*)\t(.*)$')
    if not before then
      return line
    end
    local column = indent + vim.fn.strdisplaywidth(before)
    line = before .. (' '):rep(width - column % width) .. after
  end
end

---@param lines string[]
local function chunks_of(lines)
  local indent = vim.fn.virtcol('.') - 1
  local chunks = {}
  for index, line in ipairs(lines) do
    chunks[index] = { { expand_tabs(line, index == 1 and indent or 0), 'TreewrightGhost' } }
  end
  return chunks
end

-- How many lines the window has below the cursor's. Where they are too few it is scrolled: Neovim scrolls for no virtual
-- line, and code that nobody has seen would be accepted.
local function room_below(wanted)
  local height, row = vim.fn.winheight(0), vim.fn.winline()
  local missing = math.min(wanted - (height - row), row - 1 - vim.o.scrolloff)
  if missing > 0 then
    vim.fn.winrestview({ topline = vim.fn.winsaveview().topline + missing })
    row = vim.fn.winline()
  end
  return height - row
end

-- Of the lines, those that the window has room for, and how many it has none for.
---@param lines string[]
local function visible(lines)
  local room = #lines > 1 and room_below(#lines - 1) or 0
  return vim.list_slice(lines, 1, room + 1), math.max(#lines - room - 1, 0)
end

--- Shows `text` at a place of the current buffer, instead of what was shown before.
---@param row integer 0-based, as `column`, which is in bytes
---@param column integer
---@param text string
---@param note string? after the text, for example which of several it is
---@param what any what on_screen() calls it
function M.show(row, column, text, note, what)
  local lines, hidden = visible(vim.split(text, '\n'))
  local chunks = chunks_of(lines)
  if hidden > 0 then
    note = ('+%d line%s%s'):format(hidden, hidden == 1 and '' or 's', note and ' ' .. note or '')
  end
  if note then
    table.insert(chunks[#chunks], { ' ' .. note, 'TreewrightGhostNote' })
  end
  local before = drawn
  M.hide()
  local bufnr = vim.api.nvim_get_current_buf()
  vim.api.nvim_buf_set_extmark(bufnr, namespace, row, column, {
    virt_text = chunks[1],
    virt_text_pos = 'inline',
    virt_lines = vim.list_slice(chunks, 2),
    hl_mode = 'combine',
  })
  shown, drawn = { bufnr = bufnr, what = what }, before
end

function M.hide()
  if shown and vim.api.nvim_buf_is_valid(shown.bufnr) then
    vim.api.nvim_buf_clear_namespace(shown.bufnr, namespace, 0, -1)
  end
  shown, drawn = nil, nil
end

---@return boolean
function M.is_shown()
  return shown ~= nil
end

--- What the user sees: what was drawn last, unless it has been hidden since.
---@return any?
function M.on_screen()
  return drawn
end

return M
