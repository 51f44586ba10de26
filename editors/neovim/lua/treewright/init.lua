-- A thin client: the server does the work. Needs Neovim 0.11, where vim.lsp.config and vim.lsp.completion are.
local M = {}

---@class treewright.Options
---@field autotrigger? boolean ask while typing, after the characters that the server names (default: true)
---@field ghost_text? boolean show the first suggestion in place, where Neovim can: 0.12 and later (default: false)
---@field lsp? vim.lsp.Config overrides of lsp/treewright.lua, for example { cmd = {…}, settings = { treewright = {…} } }
local options = { autotrigger = true, ghost_text = false }

---@class treewright.Status what the server last said of a buffer
---@field uri string
---@field state 'loading'|'working'|'idle'
---@field reason? string why there was no suggestion, for example 'no-comment'
---@field detail? string the rule that excludes the file
---@field milliseconds? number
local latest ---@type treewright.Status?

---@param given? treewright.Options
function M.setup(given)
  given = given or {}
  vim.validate('treewright: autotrigger', given.autotrigger, 'boolean', true)
  vim.validate('treewright: ghost_text', given.ghost_text, 'boolean', true)
  vim.validate('treewright: lsp', given.lsp, 'table', true)
  options = vim.tbl_extend('force', options, given)
  if given.lsp then
    vim.lsp.config('treewright', given.lsp)
  end
  vim.lsp.enable('treewright')
end

---@param bufnr? integer
local function client_of(bufnr)
  return vim.lsp.get_clients({ name = 'treewright', bufnr = bufnr })[1]
end

---@param item lsp.CompletionItem
local function edits_elsewhere(item)
  return item.additionalTextEdits ~= nil and #item.additionalTextEdits > 0
end

-- Neovim's menu inserts one word of an item. Code is longer than that: the menu leaves the text as it is, and the
-- item's own edit is made once it is accepted.
---@param item lsp.CompletionItem
local function menu_entry(item)
  if not item.textEdit or edits_elsewhere(item) then
    return {}
  end
  local line, column = vim.api.nvim_get_current_line(), vim.api.nvim_win_get_cursor(0)[2]
  local encoding = (client_of(0) or {}).offset_encoding or 'utf-16'
  local start = vim.str_byteindex(line, encoding, item.textEdit.range.start.character, false)
  return { word = line:sub(start + 1, column) }
end

-- Leaves the cursor at the end of the code, ready to write on.
---@param item lsp.CompletionItem
local function accept(item, client, bufnr)
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
  if client and client.name == 'treewright' and vim.v.event.reason == 'accept' then
    accept(data.completion_item, client, bufnr)
  end
end

function M.on_attach(client, bufnr)
  vim.lsp.completion.enable(true, client.id, bufnr, { autotrigger = options.autotrigger, convert = menu_entry })
  vim.api.nvim_create_autocmd('CompleteDone', {
    group = vim.api.nvim_create_augroup('treewright_' .. bufnr, { clear = true }),
    buffer = bufnr,
    callback = function()
      on_complete_done(bufnr)
    end,
  })
  if options.ghost_text and vim.lsp.inline_completion then
    vim.lsp.inline_completion.enable(true, { client_id = client.id })
  end
end

---@param status treewright.Status
function M.on_status(status)
  latest = status
  vim.api.nvim_exec_autocmds('User', { pattern = 'TreewrightStatus', data = status })
end

--- For a statusline: '', 'loading', 'working', or why there was no suggestion.
---@return string
function M.statusline()
  if not latest then
    return ''
  end
  return latest.state == 'idle' and (latest.reason or '') or latest.state
end

--- One line about the server of the current buffer.
function M.status()
  local client = client_of(0)
  if not client then
    return 'treewright: not attached to this buffer'
  end
  local version = (client.server_info or {}).version or '?'
  local said = latest or { state = 'idle' }
  local took = said.milliseconds and (', last answer in %.0f ms'):format(said.milliseconds) or ''
  local detail = said.detail and (' (' .. said.detail .. ')') or ''
  local why = said.reason and (', no suggestion: ' .. said.reason .. detail) or ''
  return ('treewright %s: %s%s%s'):format(version, said.state, took, why)
end

-- Runs a command of the server on the current buffer.
---@param name string without "treewright."
---@param arguments? fun(client: vim.lsp.Client, bufnr: integer): table beside the buffer's URI
local function execute(name, title, handler, arguments)
  local bufnr = vim.api.nvim_get_current_buf()
  local client = client_of(bufnr)
  if not client then
    return vim.notify(M.status(), vim.log.levels.WARN)
  end
  local argument = arguments and arguments(client, bufnr) or {}
  argument.uri = vim.uri_from_bufnr(bufnr)
  client:exec_cmd(
    { title = title, command = 'treewright.' .. name, arguments = { argument } },
    { bufnr = bufnr },
    handler
  )
end

-- Why a command did nothing, by the server's reason; other reasons are those of suggestions.
local refusals = {
  ['code-edited'] = 'the code is not as it was generated',
  ['no-alternative'] = 'nothing else was generated here',
}

---@param err lsp.ResponseError?
---@param result { applied: boolean, reason?: string, shown?: integer, of?: integer }?
local function on_generated(err, result)
  if err then
    vim.notify('treewright: ' .. err.message, vim.log.levels.WARN)
  elseif result and result.reason then
    vim.notify('treewright: ' .. (refusals[result.reason] or 'no suggestion: ' .. result.reason), vim.log.levels.INFO)
  end
end

-- What the commands that write code are told: where the cursor is, in which text.
---@param more? table
local function at_cursor(more)
  return function(client, bufnr)
    return vim.tbl_extend('force', {
      position = vim.lsp.util.make_position_params(0, client.offset_encoding).position,
      version = vim.lsp.util.buf_versions[bufnr],
    }, more or {})
  end
end

--- Writes the best code for the comment at the cursor; replaces the code that the comment already has.
function M.generate()
  execute('generate', 'Generate code from this comment', on_generated, at_cursor())
end

--- The same for code that was generated, and may have to follow its comment; asks before it replaces other code.
---@param force? boolean without asking
function M.regenerate(force)
  execute('regenerate', 'Generate the code again', function(err, result)
    if not (result and result.reason == 'code-edited') then
      return on_generated(err, result)
    end
    if vim.fn.confirm('The code below the comment has been edited. Replace it?', '&Replace\n&Keep', 2) == 1 then
      M.regenerate(true)
    end
  end, at_cursor({ force = force }))
end

--- Shows another of the alternatives for generated code, in its place.
---@param step integer 1: the next one, -1: the one before
function M.alternative(step)
  execute('alternative', 'Show an alternative', on_generated, at_cursor({ step = step }))
end

---@param err lsp.ResponseError?
---@param result { excluded: boolean, text: string }?
local function on_why(err, result)
  if err then
    vim.notify('treewright: ' .. err.message, vim.log.levels.WARN)
  elseif result then
    vim.notify('treewright: ' .. result.text, vim.log.levels.INFO)
  end
end

--- Says whether the server may read the buffer's file, and the rule that decides.
function M.why()
  execute('why', 'Why is this file read, or not?', on_why)
end

--- Stops the server and starts it again for the same buffers.
function M.restart()
  local client = client_of()
  if not client then
    return vim.lsp.enable('treewright')
  end
  local config, buffers = client.config, vim.tbl_keys(client.attached_buffers)
  local function gone()
    return vim.lsp.get_client_by_id(client.id) == nil
  end
  client:stop()
  if not vim.wait(2000, gone) then
    client:stop(true)
    vim.wait(2000, gone)
  end
  for _, bufnr in ipairs(buffers) do
    vim.lsp.start(config, { bufnr = bufnr })
  end
end

return M
