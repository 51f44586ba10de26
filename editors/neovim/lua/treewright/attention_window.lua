-- The floating window of the attention: the description's words, the code, and where it is from. The words are highlighted
-- by their weight for the token under the cursor.
local layout = require('treewright.attention_layout')

local M = {}

local namespace = vim.api.nvim_create_namespace('treewright.attention')
local namespace_token = vim.api.nvim_create_namespace('treewright.attention.token')
--- So much room has the line that says the weights.
local least_width = 48
local keys_of_window = ' q closes, <CR> opens a source '

---@param span treewright.Span
local function mark(bufnr, in_namespace, span, group, priority)
  vim.api.nvim_buf_set_extmark(bufnr, in_namespace, span.row, span.first, {
    end_col = span.last,
    hl_group = group,
    priority = priority,
  })
end

-- The words, and the token itself, of the token under the cursor.
---@param view treewright.AttentionView
local function highlight(bufnr, window, view)
  vim.api.nvim_buf_clear_namespace(bufnr, namespace_token, 0, -1)
  local cursor = vim.api.nvim_win_get_cursor(window)
  local token = layout.token_at(view, cursor[1] - 1, cursor[2])
  if token then
    mark(bufnr, namespace_token, token.span, 'TreewrightAttentionToken', 200)
    for index, span in ipairs(view.word_spans) do
      local group = layout.group_of(token.token, index)
      if group then
        mark(bufnr, namespace_token, span, group, 200)
      end
    end
  end
  local said = token and layout.summary(view, token.token) or keys_of_window
  vim.api.nvim_win_set_config(window, { footer = said, footer_pos = 'left' })
end

local function open_source(window, view)
  local source = view.sources[vim.api.nvim_win_get_cursor(window)[1] - 1]
  if not source then
    return
  end
  vim.api.nvim_win_close(window, true)
  local start = { line = source.line, character = 0 }
  local location = { uri = source.uri, range = { start = start, ['end'] = start } }
  vim.lsp.util.show_document(location, 'utf-8', { focus = true })
end

---@param view treewright.AttentionView
local function new_buffer(view)
  local bufnr = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, view.lines)
  vim.bo[bufnr].bufhidden = 'wipe'
  vim.bo[bufnr].filetype = 'treewright-attention'
  vim.bo[bufnr].modifiable = false
  for _, heading in ipairs(view.headings) do
    mark(bufnr, namespace, heading, 'TreewrightAttentionHeading', 100)
  end
  for row in pairs(view.sources) do
    mark(bufnr, namespace, { row = row, first = 0, last = #view.lines[row + 1] }, 'TreewrightAttentionSource', 100)
  end
  return bufnr
end

---@param view treewright.AttentionView
local function new_window(bufnr, view)
  local width = least_width
  for _, line in ipairs(view.lines) do
    width = math.max(width, vim.fn.strdisplaywidth(line))
  end
  local window = vim.api.nvim_open_win(bufnr, true, {
    relative = 'cursor',
    row = 1,
    col = 0,
    width = math.min(width, math.max(vim.o.columns - 4, 10)),
    height = math.min(#view.lines, math.max(vim.o.lines - 6, 3)),
    style = 'minimal',
    border = 'rounded',
    title = ' attention ',
    footer = keys_of_window,
  })
  vim.wo[window].wrap = true
  vim.wo[window].linebreak = true
  return window
end

---@param view treewright.AttentionView
local function react(bufnr, window, view)
  local function close()
    if vim.api.nvim_win_is_valid(window) then
      vim.api.nvim_win_close(window, true)
    end
  end
  for _, key in ipairs({ 'q', '<Esc>' }) do
    vim.keymap.set('n', key, close, { buffer = bufnr, nowait = true, desc = 'Close the window' })
  end
  vim.keymap.set('n', '<CR>', function()
    open_source(window, view)
  end, { buffer = bufnr, nowait = true, desc = 'Open the source under the cursor' })
  vim.api.nvim_create_autocmd('CursorMoved', {
    buffer = bufnr,
    callback = function()
      highlight(bufnr, window, view)
    end,
  })
  vim.api.nvim_create_autocmd('WinLeave', { buffer = bufnr, once = true, callback = vim.schedule_wrap(close) })
end

---@param attention treewright.Attention
function M.open(attention)
  vim.cmd.stopinsert()
  local view = layout.make(attention)
  local bufnr = new_buffer(view)
  local window = new_window(bufnr, view)
  local first = view.token_spans[1]
  if first then
    vim.api.nvim_win_set_cursor(window, { first.span.row + 1, first.span.first })
  end
  react(bufnr, window, view)
  highlight(bufnr, window, view)
end

return M
