-- Why nothing is offered, faintly at the end of the comment's line. Unasked it is said a few times only.
local options = require('treewright.options')
local places = require('treewright.place')
local server = require('treewright.server')

local M = {}

local namespace = vim.api.nvim_create_namespace('treewright.hint')

--- At how many places of a session.
M.most = 3
local given = 0
local last ---@type { bufnr: integer, row: integer }? the place where one was given
local shown ---@type { bufnr: integer, row: integer }?

-- What whoever writes a comment cannot know; a line that is no comment, or says nothing yet, needs no explanation.
local worth_saying = {
  ['has-code'] = true,
  ['nothing-valid'] = true,
  ['model-missing'] = true,
  ['file-excluded'] = true,
  ['file-too-large'] = true,
}

function M.hide()
  if shown and vim.api.nvim_buf_is_valid(shown.bufnr) then
    vim.api.nvim_buf_clear_namespace(shown.bufnr, namespace, 0, -1)
  end
  shown = nil
end

---@param place treewright.Place
local function show(place, text)
  M.hide()
  shown = { bufnr = place.bufnr, row = place.row }
  vim.api.nvim_buf_set_extmark(place.bufnr, namespace, place.row, 0, {
    virt_text = { { '  ' .. text, 'TreewrightHint' } },
    virt_text_pos = 'eol',
    hl_mode = 'combine',
  })
end

-- Some reasons hold for all of a file, and only a comment waits for code.
local function is_comment(place)
  local leader = vim.trim(vim.bo[place.bufnr].commentstring:match('^(.-)%%s') or '')
  local line = vim.api.nvim_buf_get_lines(place.bufnr, place.row, place.row + 1, false)[1] or ''
  return leader ~= '' and line:find(leader, 1, true) ~= nil
end

-- The same place is one, however often it is asked about.
local function may_show(place, reason)
  if not (options.get().hints and worth_saying[reason]) or (reason ~= 'has-code' and not is_comment(place)) then
    return false
  end
  if last and last.bufnr == place.bufnr and last.row == place.row then
    return true
  end
  if given >= M.most then
    return false
  end
  given, last = given + 1, { bufnr = place.bufnr, row = place.row }
  return true
end

--- There is no suggestion at `place`, where the cursor is.
---@param place treewright.Place
---@param reason string? the server's
---@param was_asked boolean the user has asked: he is always told
function M.explain(place, reason, was_asked)
  M.hide()
  if not reason then
    return
  end
  if was_asked then
    server.say('no suggestion: ' .. server.sentence(reason))
    show(place, server.sentence(reason))
  elseif may_show(place, reason) then
    show(place, server.sentence(reason))
  end
end

--- It goes with insert mode, and when the cursor leaves the line.
function M.attach(bufnr)
  local group = vim.api.nvim_create_augroup('treewright_hint_' .. bufnr, { clear = true })
  vim.api.nvim_create_autocmd({ 'InsertLeave', 'BufLeave' }, { group = group, buffer = bufnr, callback = M.hide })
  vim.api.nvim_create_autocmd('CursorMovedI', {
    group = group,
    buffer = bufnr,
    callback = function()
      if shown and shown.row ~= places.cursor() then
        M.hide()
      end
    end,
  })
end

return M
