-- Ghost text of this plugin: asks while the user types, shows an answer for as long as it holds, and accepts it in parts.
local answers = require('treewright.answer')
local parts = require('treewright.parts')
local place = require('treewright.place')
local question = require('treewright.question')
local seen = require('treewright.seen')
local server = require('treewright.server')
local undo = require('treewright.undo')
local view = require('treewright.ghost_view')

local M = {}

local answer ---@type treewright.Answer? the last one, for the current buffer
local chosen ---@type integer? the suggestion of it that the user has cycled to, or taken a part of
local is_cycling = false

--- What is left of the answer at the cursor, and which of these is shown.
---@return treewright.Remains[], integer
local function remains()
  if not answer or answer.bufnr ~= vim.api.nvim_get_current_buf() then
    return {}, 0
  end
  local left = answer:left(place.cursor())
  for index, one in ipairs(left) do
    if one.number == chosen then
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
  local note = is_cycling and ('(%d/%d)'):format(one.number, answer:count()) or nil
  view.show(row, column, one.text, note, { answer = answer, number = one.number })
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

-- A cursor that moved on takes the question with it. Neovim may tell of a move after the question that followed it.
local function on_moved()
  if not refresh() and not question.is_about_here() then
    question.abandon()
  end
end

local function on_typed(args)
  if not refresh() then
    question.ask_soon(args.buf, take)
  end
end

-- What was asked before the server was there, it is asked now; what it died of, not again and again.
local asked_at ---@type treewright.Place?

local function ask_late(bufnr)
  if vim.api.nvim_get_current_buf() ~= bufnr or not place.in_insert_mode() then
    return
  end
  local here = place.of(bufnr)
  if not vim.deep_equal(here, asked_at) then
    asked_at = here
    on_typed({ buf = bufnr })
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

local function on_bytes(_, bufnr, _, _, _, from, _, _, before, _, _, after)
  local on_screen = view.on_screen()
  local drawn = on_screen and on_screen.answer
  for _, one in ipairs({ answer, drawn ~= answer and drawn or nil }) do
    if one.bufnr == bufnr then
      one:changed(from, before, after)
    end
  end
end

local function watch_changes(bufnr)
  if attached[bufnr] then
    return
  end
  attached[bufnr] = vim.api.nvim_buf_attach(bufnr, false, {
    on_bytes = on_bytes,
    on_reload = forget,
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
    ask_late(bufnr)
  end
end

-- What the user sees is inserted, although another answer may have come since it was drawn.
---@return treewright.Remains?
local function seen_remains()
  local on_screen = view.on_screen()
  if not on_screen or on_screen.answer.bufnr ~= vim.api.nvim_get_current_buf() then
    return nil
  end
  answer, chosen = on_screen.answer, on_screen.number
  return answer:remains(chosen, place.cursor())
end

--- Accepts what is shown, or a part of it; false where nothing is.
---@param part 'all'|'word'|'line'
---@return boolean
function M.accept(part)
  local one = seen_remains()
  if not one then
    return false
  end
  local row, column = place.cursor()
  local text = parts.first(one.text, part)
  local lines = vim.split(text, '\n')
  local replaced = #text == #one.text and one.replaced or 0
  undo.begin_step()
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
  chosen, is_cycling = left[(index - 1 + step) % #left + 1].number, true
  refresh()
  -- A key that accepts may be waiting already.
  vim.cmd.redraw()
  return true
end

--- Hides what is shown; false where nothing is.
---@return boolean
function M.dismiss()
  local was_shown = view.is_shown()
  forget()
  return was_shown
end

--- Asks now, wherever the cursor is and whatever the settings say; false where the buffer has no server.
---@return boolean
function M.trigger()
  local bufnr = vim.api.nvim_get_current_buf()
  if not server.client(bufnr) then
    return false
  end
  question.ask(bufnr, take)
  return true
end

return M
