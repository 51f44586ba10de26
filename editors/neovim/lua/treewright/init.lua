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
  part('status').set_starting(false)
  part('hint').attach(bufnr)
  part('keys').attach(bufnr, options.keymaps)
  -- One suggestion is enough: Neovim's own ghost text (0.12) shows ours too where it is on.
  if options.ghost_text and vim.lsp.inline_completion then
    vim.lsp.inline_completion.enable(false, { client_id = client.id })
  end
  part('ghost').attach(bufnr, options.ghost_text)
  part('server').repeat_unanswered()
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
  return part('ghost').accept(what or 'all')
end

---@param step? integer 1: the next suggestion, -1: the one before
---@return boolean
function M.cycle(step)
  return part('ghost').cycle(step or 1)
end

---@return boolean
function M.dismiss()
  return part('ghost').dismiss()
end

---@return boolean
function M.trigger()
  return part('ghost').trigger()
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
