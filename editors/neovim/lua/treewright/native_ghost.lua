-- Ghost text by Neovim itself, 0.12 and later. It accepts suggestions whole; of parts, ours keeps the rest.
local ghost = require('treewright.ghost')

local M = {}

-- The namespace that Neovim draws in.
local namespace = vim.api.nvim_create_namespace('nvim.lsp.inline_completion')

---@return boolean
function M.is_present()
  return vim.lsp.inline_completion ~= nil
end

--- For whatever serves the buffer: what is turned on for one client alone, Neovim goes on asking when that is gone.
function M.attach(bufnr)
  vim.lsp.inline_completion.enable(true, { bufnr = bufnr })
end

---@return boolean
function M.is_shown()
  return #vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { limit = 1 }) > 0
end

-- As a server sends it, in bytes. Neovim's range has changed its shape between versions.
local function item_of(range, text)
  local item = { insertText = text }
  if range then
    local first, last = range.start or {}, range.end_ or {}
    item.range = {
      start = { line = first.row or range.start_row, character = first.col or range.start_col },
      ['end'] = { line = last.row or range.end_row, character = last.col or range.end_col },
    }
  end
  return item
end

--- Accepts what is shown; false where nothing is.
---@param part 'all'|'word'|'line'
---@return boolean
function M.accept(part)
  if vim.fn.pumvisible() == 1 then
    return false
  end
  return vim.lsp.inline_completion.get({
    on_accept = function(item)
      ghost.adopt(item_of(item.range, item.insert_text), 'utf-8')
      ghost.accept(part)
    end,
  })
end

---@param step integer
---@return boolean
function M.cycle(step)
  if not M.is_shown() then
    return false
  end
  vim.lsp.inline_completion.select({ count = step })
  return true
end

--- Neovim has no function for this. What is not drawn is not accepted (M.accept is asked only where it is), and the next key
--- asks anew.
---@return boolean
function M.dismiss()
  if not M.is_shown() then
    return false
  end
  vim.api.nvim_buf_clear_namespace(0, namespace, 0, -1)
  return true
end

return M
