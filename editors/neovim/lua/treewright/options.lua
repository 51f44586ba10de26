-- What setup() was given, over the defaults.
local M = {}

---@class treewright.Options
---@field ghost_text? boolean suggestions in place, while typing (default: true)
---@field hints? boolean say at the end of a comment's line why nothing is offered, the first times (default: true)
---@field autotrigger? boolean open the menu after the characters that the server names (default: false)
---@field keymaps? table<treewright.Action, string|false>|false keys of insert mode in served buffers; each does what it did
--- before where there is nothing for it to do
---@field lsp? vim.lsp.Config overrides of lsp/treewright.lua, for example { cmd = {…}, settings = { treewright = {…} } }

---@alias treewright.Action 'accept'|'accept_word'|'accept_line'|'next'|'previous'|'dismiss'|'trigger'

---@type treewright.Options
M.defaults = {
  ghost_text = true,
  hints = true,
  autotrigger = false,
  keymaps = {
    accept = '<Tab>',
    accept_word = '<M-Right>',
    accept_line = '<M-Down>',
    next = '<M-]>',
    previous = '<M-[>',
    dismiss = '<C-]>',
    trigger = '<M-Bslash>',
  },
}

local current = M.defaults

---@return treewright.Options
function M.get()
  return current
end

---@param keymaps table
local function check_keymaps(keymaps)
  for action, key in pairs(keymaps) do
    if not M.defaults.keymaps[action] then
      error(('treewright: keymaps.%s: no such action; see :help treewright-keys'):format(action), 0)
    end
    vim.validate('treewright: keymaps.' .. action, key, function(value)
      return type(value) == 'string' or value == false
    end, 'a key, or false')
  end
end

---@param given? treewright.Options
function M.set(given)
  given = given or {}
  vim.validate('treewright: ghost_text', given.ghost_text, 'boolean', true)
  vim.validate('treewright: hints', given.hints, 'boolean', true)
  vim.validate('treewright: autotrigger', given.autotrigger, 'boolean', true)
  vim.validate('treewright: keymaps', given.keymaps, function(value)
    return value == nil or value == false or type(value) == 'table'
  end, 'a table, or false')
  vim.validate('treewright: lsp', given.lsp, 'table', true)
  check_keymaps(given.keymaps or {})
  current = vim.tbl_deep_extend('force', M.defaults, given)
end

return M
