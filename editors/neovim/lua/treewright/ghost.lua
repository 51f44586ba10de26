-- Ghost text of this plugin: asks while the user types, shows an answer for as long as it holds, and accepts it in parts.
local answers = require('treewright.answer')
local parts = require('treewright.parts')
local place = require('treewright.place')
local question = require('treewright.question')
local seen = require('treewright.seen')
local view = require('treewright.ghost_view')

local M = {}

local answer ---@type treewright.Answer? the last one, for the current buffer
local chosen ---@type string? the suggestion of it that the user has cycled to, or taken a part of
local is_cycling = false

--- What is left of the answer at the cursor, and the one of it that is shown.
---@return treewright.Remains[], integer
local function remains()
  if not answer or answer.bufnr ~= vim.api.nvim_get_current_buf() then
    return {}, 0
  end
  local left = answer:left(place.cursor())
  for index, one in ipairs(left) do
    if one.whole == chosen then
      return left, index
    end
  end
  return left, math.min(#left, 1)
end

-- Shows what is left of the answer, or hides it; false where nothing is left. The menu has the place to itself.
local function refresh()
  local left, index = remains()
  local one = left[index]
  if not one or vim.fn.pumvisible() == 1 then
    view.hide()
    return one ~= nil
  end
  local row, column = place.cursor()
  view.show(row, column, one.text, is_cycling and ('(%d/%d)'):format(index, #left) or nil)
  seen.remember(one.whole)
  return true
end

local function forget()
  question.abandon()
  answer, chosen, is_cycling = nil, nil, false
  view.hide()
end

---@param taken treewright.Answer
local function take(taken)
  if place.in_insert_mode() then
    answer, chosen, is_cycling = taken, nil, false
    refresh()
  end
end

-- A cursor that moved on takes the question with it.
local function on_moved()
  if not refresh() then
    question.abandon()
  end
end

local function on_typed(args)
  if not refresh() then
    question.ask_soon(args.buf, take)
  end
end

local handlers = {
  CursorMovedI = on_moved,
  TextChangedP = on_moved,
  CompleteChanged = view.hide,
  CompleteDone = vim.schedule_wrap(function()
    if place.in_insert_mode() then
      refresh()
    end
  end),
  InsertLeave = forget,
  BufLeave = forget,
}

-- Told of every change, for as long as the buffer has this attachment.
local attached = {} ---@type table<integer, true>

local function watch_changes(bufnr)
  if attached[bufnr] then
    return
  end
  attached[bufnr] = vim.api.nvim_buf_attach(bufnr, false, {
    on_bytes = function(_, changed, _, _, _, from, _, _, before, _, _, after)
      if answer and answer.bufnr == changed then
        answer:changed(from, before, after)
      end
    end,
    on_reload = function()
      answer = nil
    end,
    on_detach = function()
      attached[bufnr] = nil
    end,
  }) or nil
end

---@param automatic boolean ask while typing
function M.attach(bufnr, automatic)
  watch_changes(bufnr)
  local group = vim.api.nvim_create_augroup('treewright_ghost_' .. bufnr, { clear = true })
  local function on(event, callback)
    vim.api.nvim_create_autocmd(event, { group = group, buffer = bufnr, callback = callback })
  end
  for event, callback in pairs(handlers) do
    on(event, function(args)
      callback(args)
    end)
  end
  if automatic then
    -- A question that was open when the menu came was dropped.
    on({ 'TextChangedI', 'InsertEnter', 'CompleteDone' }, on_typed)
  end
end

--- Takes over a suggestion that something else has shown.
---@param item table an InlineCompletionItem
---@param encoding string
function M.adopt(item, encoding)
  local row, column = place.cursor()
  take(answers.new(vim.api.nvim_get_current_buf(), { item }, encoding, row, column))
end

-- Undo takes back what was accepted, and not what was typed before it.
local function begin_undo_step()
  vim.bo.undolevels = vim.bo.undolevels
end

--- Accepts what is shown, or a part of it; false where nothing is.
---@param part 'all'|'word'|'line'
---@return boolean
function M.accept(part)
  local left, index = remains()
  local one = left[index]
  if not (one and view.is_shown()) then
    return false
  end
  local row, column = place.cursor()
  local text = parts.first(one.text, part)
  local lines = vim.split(text, '\n')
  local replaced = #text == #one.text and one.replaced or 0
  chosen = one.whole
  begin_undo_step()
  vim.api.nvim_buf_set_text(0, row, column, row, column + replaced, lines)
  vim.api.nvim_win_set_cursor(0, { row + #lines, (#lines == 1 and column or 0) + #lines[#lines] })
  refresh()
  return true
end

--- Shows another of the suggestions; false where none is shown.
---@param step integer
---@return boolean
function M.cycle(step)
  local left, index = remains()
  if not view.is_shown() or #left == 0 then
    return false
  end
  chosen, is_cycling = left[(index - 1 + step) % #left + 1].whole, true
  return refresh()
end

--- Hides what is shown; false where nothing is.
---@return boolean
function M.dismiss()
  local was_shown = view.is_shown()
  forget()
  return was_shown
end

--- Asks now, wherever the cursor is.
function M.trigger()
  question.ask(vim.api.nvim_get_current_buf(), take)
end

--- The suggestion that is shown in the current buffer, or was until the user left insert mode.
---@return string?
function M.preview()
  return seen.text()
end

return M
