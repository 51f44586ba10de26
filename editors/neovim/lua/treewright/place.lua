-- Where the user is.
local M = {}

---@class treewright.Place a place in a text as it was
---@field bufnr integer
---@field changedtick integer
---@field row integer 0-based
---@field column integer 0-based, in bytes

---@return integer row 0-based
---@return integer column 0-based, in bytes
function M.cursor()
  local place = vim.api.nvim_win_get_cursor(0)
  return place[1] - 1, place[2]
end

--- Where the cursor is in the current buffer.
---@return treewright.Place
function M.of(bufnr)
  local row, column = M.cursor()
  return { bufnr = bufnr, changedtick = vim.api.nvim_buf_get_changedtick(bufnr), row = row, column = column }
end

--- Whether the user is still there, and has changed nothing.
---@param place treewright.Place
---@return boolean
function M.is_here(place)
  return vim.api.nvim_get_current_buf() == place.bufnr and vim.deep_equal(M.of(place.bufnr), place)
end

---@return boolean
function M.in_insert_mode()
  return vim.api.nvim_get_mode().mode:sub(1, 1) == 'i'
end

return M
