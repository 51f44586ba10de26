-- The log, which Neovim keeps for all servers: what ours says on its standard error goes there too.
local M = {}

---@return string
function M.path()
  return vim.lsp.log.get_filename()
end

function M.open()
  vim.cmd.tabedit(vim.fn.fnameescape(M.path()))
  vim.bo.readonly = true
  vim.bo.autoread = true
  vim.cmd.normal({ 'G', bang = true })
end

return M
