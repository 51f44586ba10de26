-- Where the user is.
local M = {}

---@return integer row 0-based
---@return integer column 0-based, in bytes
function M.cursor()
  local place = vim.api.nvim_win_get_cursor(0)
  return place[1] - 1, place[2]
end

---@return boolean
function M.in_insert_mode()
  return vim.api.nvim_get_mode().mode:sub(1, 1) == 'i'
end

return M
