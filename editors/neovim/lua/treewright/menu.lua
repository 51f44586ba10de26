-- Suggestions in Neovim's own completion menu.
local server = require('treewright.server')
local undo = require('treewright.undo')

local M = {}

---@param item lsp.CompletionItem
local function edits_elsewhere(item)
  return item.additionalTextEdits ~= nil and #item.additionalTextEdits > 0
end

-- Neovim's menu inserts one word of an item. Code is longer than that: the menu leaves the text as it is, and the
-- item's own edit is made once it is accepted.
---@param item lsp.CompletionItem
local function word_of(item)
  if not item.textEdit or edits_elsewhere(item) then
    return nil
  end
  local line, column = vim.api.nvim_get_current_line(), vim.api.nvim_win_get_cursor(0)[2]
  local encoding = (server.client(0) or {}).offset_encoding or 'utf-16'
  local start = vim.str_byteindex(line, encoding, item.textEdit.range.start.character, false)
  return line:sub(start + 1, column)
end

-- Where the entry is from: like which code of the workspace it is, else the plugin's name. That it is code is plain to see,
-- and its kind would take the room.
---@param item lsp.CompletionItem
local function menu_entry(item)
  local like = vim.tbl_get(item, 'data', 'like', 'text')
  return { word = word_of(item), kind = '', menu = type(like) == 'string' and like or nil }
end

-- A step of undo for itself. Leaves the cursor at the end of the code, ready to write on.
---@param item lsp.CompletionItem
local function accept(item, client, bufnr)
  undo.begin_step()
  local edit = item.textEdit
  if not edit or edits_elsewhere(item) then
    return
  end
  vim.lsp.util.apply_text_edits({ edit }, bufnr, client.offset_encoding)
  local lines = vim.split(edit.newText:gsub('\r\n?', '\n'), '\n')
  local row = edit.range.start.line + #lines
  local text = vim.api.nvim_buf_get_lines(bufnr, row - 1, row, false)[1]
  vim.api.nvim_win_set_cursor(0, { row, #text })
end

local function on_complete_done(bufnr)
  local completed = vim.v.completed_item
  local data = vim.tbl_get(type(completed) == 'table' and completed or {}, 'user_data', 'nvim', 'lsp')
  local client = data and vim.lsp.get_client_by_id(data.client_id)
  if client and client.name == server.name and vim.v.event.reason == 'accept' then
    accept(data.completion_item, client, bufnr)
  end
end

---@param autotrigger boolean
function M.attach(client, bufnr, autotrigger)
  -- Before Neovim's own, which makes the edits elsewhere.
  vim.api.nvim_create_autocmd('CompleteDone', {
    group = vim.api.nvim_create_augroup('treewright_menu_' .. bufnr, { clear = true }),
    buffer = bufnr,
    callback = function()
      on_complete_done(bufnr)
    end,
  })
  vim.lsp.completion.enable(true, client.id, bufnr, { autotrigger = autotrigger, convert = menu_entry })
end

return M
