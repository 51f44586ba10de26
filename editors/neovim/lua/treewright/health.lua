-- :checkhealth treewright
local M = {}

function M.check()
  vim.health.start('treewright')
  if vim.fn.has('nvim-0.11') == 0 then
    return vim.health.error('Neovim 0.11 or newer is needed')
  end
  local config = vim.lsp.config.treewright
  local program = type(config.cmd) == 'table' and config.cmd[1] or nil
  if program and vim.fn.executable(program) == 0 then
    vim.health.error(program .. ' is not executable', 'Put it on PATH, or set lsp = { cmd = {…} } in setup()')
  elseif program then
    vim.health.ok('server: ' .. vim.fn.exepath(program))
  end
  local running = #vim.lsp.get_clients({ name = 'treewright' })
  vim.health.info(running > 0 and 'the server is running' or 'the server starts with the first file it serves')
end

return M
