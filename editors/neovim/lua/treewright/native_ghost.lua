-- Ghost text by Neovim itself, 0.12 and later. It accepts suggestions whole; of parts, ours keeps the rest. Neovim tells no one
-- what it shows, and does not heed the menu: both are done by way of what it draws.
local ghost = require('treewright.ghost')
local place = require('treewright.place')
local seen = require('treewright.seen')

local M = {}

local method = 'textDocument/inlineCompletion'
-- The namespace that Neovim draws in, and the group of what it draws, without the number behind it.
local namespace = vim.api.nvim_create_namespace('nvim.lsp.inline_completion')
local group_of_text = 'ComplHint'

---@return boolean
function M.is_present()
  return vim.lsp.inline_completion ~= nil
end

local function mark()
  return vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true, limit = 1 })[1]
end

---@return boolean
function M.is_shown()
  return mark() ~= nil
end

---@param chunks [string, string][]
local function text_of(chunks)
  local text = ''
  for _, chunk in ipairs(chunks) do
    text = text .. (chunk[2] == group_of_text and chunk[1] or '')
  end
  return text
end

-- All of the suggestion that is drawn: of a first line, what is typed already is not.
---@return string?
local function drawn()
  local _, row, column, details = unpack(mark() or {})
  if not details then
    return nil
  end
  local lines = vim.tbl_map(text_of, details.virt_lines or {})
  table.insert(lines, 1, text_of(details.virt_text or {}))
  local typed = lines[1] ~= '' and vim.api.nvim_buf_get_text(0, row, 0, row, column, {})[1] or ''
  return typed .. table.concat(lines, '\n')
end

local function remember()
  local text = drawn()
  if text then
    seen.remember(text)
  end
end

local function hide()
  remember()
  vim.api.nvim_buf_clear_namespace(0, namespace, 0, -1)
end

-- Neovim drops what it has, and what it is about to ask, where it is told to accept that and then not to; not before it gets
-- to scheduled functions.
local function forget()
  vim.lsp.inline_completion.get({ on_accept = function() end })
end

--- Hides what is shown; false where nothing is.
---@return boolean
function M.dismiss()
  if not M.is_shown() then
    return false
  end
  hide()
  forget()
  return true
end

-- Neovim shows again what it has, and asks, as if the cursor had moved.
local function wake(bufnr)
  local group = ('nvim.lsp.inline_completion:%d'):format(bufnr)
  if vim.fn.exists('#' .. group) == 1 then
    vim.api.nvim_exec_autocmds('CursorMovedI', { group = group, buffer = bufnr, modeline = false })
  end
end

-- While the menu is there, Neovim draws with every key and every answer. Being made now, these come after its own.
---@param group integer
local function keep_hidden(bufnr, group)
  vim.api.nvim_clear_autocmds({ group = group, buffer = bufnr })
  vim.api.nvim_create_autocmd({ 'TextChangedP', 'CursorMovedI' }, { group = group, buffer = bufnr, callback = hide })
  vim.api.nvim_create_autocmd('LspRequest', {
    group = group,
    buffer = bufnr,
    callback = function(args)
      if args.data.request.method == method then
        vim.schedule(hide)
      end
    end,
  })
end

---@param group integer
local function give_back(bufnr, group)
  if vim.fn.pumvisible() == 1 then
    return
  end
  vim.api.nvim_clear_autocmds({ group = group, buffer = bufnr })
  if vim.api.nvim_get_current_buf() == bufnr and place.in_insert_mode() then
    wake(bufnr)
  end
end

-- The menu has the place to itself.
local function watch(bufnr)
  local group = vim.api.nvim_create_augroup('treewright_native_ghost_' .. bufnr, { clear = true })
  local while_menu = vim.api.nvim_create_augroup('treewright_native_ghost_menu_' .. bufnr, { clear = true })
  local function on(event, callback)
    vim.api.nvim_create_autocmd(event, { group = group, buffer = bufnr, callback = callback })
  end
  on('InsertLeavePre', remember)
  -- Insert mode may be left in another buffer, which Neovim does not look at.
  on('BufLeave', function()
    M.dismiss()
  end)
  on('CompleteChanged', function()
    hide()
    keep_hidden(bufnr, while_menu)
  end)
  on('CompleteDone', function()
    -- What Neovim has is for the text before.
    if vim.v.event.reason == 'accept' then
      forget()
    end
    vim.schedule(function()
      give_back(bufnr, while_menu)
    end)
  end)
end

--- For whatever serves the buffer: what is turned on for one client alone, Neovim goes on asking when that is gone.
function M.attach(bufnr)
  vim.lsp.inline_completion.enable(true, { bufnr = bufnr })
  watch(bufnr)
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

--- The suggestion that is shown in the current buffer, or was until the user left insert mode.
---@return string?
function M.preview()
  remember()
  return seen.text()
end

return M
