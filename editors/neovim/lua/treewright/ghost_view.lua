-- Grey text at the cursor, which is not in the buffer.
local M = {}

local namespace = vim.api.nvim_create_namespace('treewright.ghost')
local shown_in ---@type integer?

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

---@param text string
---@param note string? after the text, for example which of several it is
local function chunks_of(text, note)
  local indent = vim.fn.virtcol('.') - 1
  local lines = {}
  for index, line in ipairs(vim.split(text, '\n')) do
    lines[index] = { { expand_tabs(line, index == 1 and indent or 0), 'TreewrightGhost' } }
  end
  if note then
    table.insert(lines[#lines], { ' ' .. note, 'TreewrightGhostNote' })
  end
  return lines
end

--- Shows `text` at a place of the current buffer, instead of what was shown before.
---@param row integer 0-based, as `column`, which is in bytes
---@param column integer
---@param text string
---@param note? string
function M.show(row, column, text, note)
  M.hide()
  shown_in = vim.api.nvim_get_current_buf()
  local lines = chunks_of(text, note)
  vim.api.nvim_buf_set_extmark(shown_in, namespace, row, column, {
    virt_text = lines[1],
    virt_text_pos = 'inline',
    virt_lines = vim.list_slice(lines, 2),
    hl_mode = 'combine',
  })
end

function M.hide()
  if shown_in and vim.api.nvim_buf_is_valid(shown_in) then
    vim.api.nvim_buf_clear_namespace(shown_in, namespace, 0, -1)
  end
  shown_in = nil
end

---@return boolean
function M.is_shown()
  return shown_in ~= nil
end

return M
