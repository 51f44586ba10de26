-- The suggestion that was shown last, whoever showed it: it can be asked about once insert mode is left, too.
local place = require('treewright.place')

local M = {}

local seen ---@type { bufnr: integer, changedtick: integer, row: integer, text: string }?

--- The suggestion `text` is shown at the cursor.
---@param text string all of it
function M.remember(text)
  local bufnr = vim.api.nvim_get_current_buf()
  local changedtick = vim.api.nvim_buf_get_changedtick(bufnr)
  seen = { bufnr = bufnr, changedtick = changedtick, row = place.cursor(), text = text }
end

--- What was shown in the cursor's line; nil where the text has changed since.
---@return string?
function M.text()
  local bufnr = vim.api.nvim_get_current_buf()
  local is_here = seen and seen.bufnr == bufnr and seen.row == place.cursor()
  if is_here and seen.changedtick == vim.api.nvim_buf_get_changedtick(bufnr) then
    return seen.text
  end
end

return M
