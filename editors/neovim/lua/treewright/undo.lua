-- Steps of undo.
local M = {}

--- Undo takes back what is inserted from now on, and not what was typed before.
function M.begin_step()
  vim.bo.undolevels = vim.bo.undolevels
end

return M
