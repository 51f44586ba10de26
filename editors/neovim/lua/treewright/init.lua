-- A thin client: the server does the work. Needs Neovim 0.11, where vim.lsp.config and vim.lsp.completion are.
local M = {}

local function part(name)
  return require('treewright.' .. name)
end

---@param given? treewright.Options
function M.setup(given)
  part('options').set(given)
  if given and given.lsp then
    vim.lsp.config('treewright', given.lsp)
  end
  vim.lsp.enable('treewright')
end

--- Called by lsp/treewright.lua for each buffer that the server serves.
---@param client vim.lsp.Client
---@param bufnr integer
function M.on_attach(client, bufnr)
  local options = part('options').get()
  part('menu').attach(client, bufnr, options.autotrigger)
  part('suggestions').attach(bufnr)
  part('keys').attach(bufnr, options.keymaps)
end

--- For a statusline: '', 'loading', 'working', 'indexing 40 %', or why there was no suggestion.
---@return string
function M.statusline()
  return part('status').statusline()
end

--- Each returns false where there was nothing to do, so that a mapping can do something else.
---@param what? 'all'|'word'|'line'
---@return boolean
function M.accept(what)
  return part('suggestions').accept(what or 'all')
end

---@param step? integer 1: the next suggestion, -1: the one before
---@return boolean
function M.cycle(step)
  return part('suggestions').cycle(step or 1)
end

---@return boolean
function M.dismiss()
  return part('suggestions').dismiss()
end

---@return boolean
function M.trigger()
  return part('suggestions').trigger()
end

--- What :Treewright does, by the name of its argument.
---@type table<string, fun()>
M.commands = {
  attention = function()
    part('attention').open()
  end,
  generate = function()
    part('generate').generate()
  end,
  log = function()
    part('log').open()
  end,
  next = function()
    part('generate').alternative(1)
  end,
  previous = function()
    part('generate').alternative(-1)
  end,
  regenerate = function()
    part('generate').regenerate()
  end,
  restart = function()
    part('lifetime').restart()
  end,
  status = function()
    part('server').say(part('status').sentence())
  end,
  why = function()
    part('generate').why()
  end,
}

return M
