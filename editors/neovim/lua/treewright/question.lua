-- The one question about ghost text that is open: it waits for the user to pause, and is dropped when he goes on.
local answers = require('treewright.answer')
local hint = require('treewright.hint')
local pace = require('treewright.pace').new()
local places = require('treewright.place')
local server = require('treewright.server')

local M = {}

local method = 'textDocument/inlineCompletion'
local invoked, automatic = 1, 2

--- Before a question is asked again that the server could not answer yet.
M.again_ms = 500
--- The same place can have an answer a moment later.
local passing = { ['model-loading'] = true, ['cancelled'] = true }

local timer = assert(vim.uv.new_timer())
local open ---@type { client: vim.lsp.Client, id: integer?, started: number, place: treewright.Place }?

local function now()
  return vim.uv.hrtime() / 1e6
end

--- Nobody waits for an answer any more.
function M.abandon()
  timer:stop()
  if not open then
    return
  end
  pace:gave_up_after(now() - open.started)
  if open.id then
    open.client:cancel_request(open.id)
  end
  open = nil
end

--- Whether the question that is open is about where the cursor is.
---@return boolean
function M.is_about_here()
  return open ~= nil and places.is_here(open.place)
end

local function send(bufnr, kind, on_result)
  M.abandon()
  local client = server.client(bufnr)
  if not client or vim.api.nvim_get_current_buf() ~= bufnr then
    return
  end
  local question = { client = client, started = now(), place = places.of(bufnr) }
  open = question
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params.context = { triggerKind = kind }
  local sent, id = client:request(method, params, function(err, result)
    if open ~= question then
      return
    end
    open = nil
    pace:answered(now() - question.started)
    if not err and places.is_here(question.place) then
      on_result(result, client, question.place)
    end
  end, bufnr)
  question.id = sent and id or nil
end

---@param result any
local function items_of(result)
  return type(result) == 'table' and (result.items or result) or {}
end

---@param result any
---@return string?
local function reason_of(result)
  local reason = type(result) == 'table' and type(result.data) == 'table' and result.data.reason
  return type(reason) == 'string' and reason or nil
end

---@param kind integer
---@param take fun(answer: treewright.Answer)
local function ask(bufnr, kind, take)
  send(bufnr, kind, function(result, client, place)
    local answer = answers.new(bufnr, items_of(result), client.offset_encoding, place.row, place.column)
    local reason = reason_of(result)
    if answer:count() > 0 then
      hint.hide()
      take(answer)
    elseif reason and passing[reason] then
      M.ask_again(place, kind, take)
    else
      hint.explain(place, reason, kind == invoked)
    end
  end)
end

--- Asks the same in a moment, unless the user has gone on.
---@param place treewright.Place
---@param kind integer
---@param take fun(answer: treewright.Answer)
function M.ask_again(place, kind, take)
  timer:start(M.again_ms, 0, vim.schedule_wrap(function()
    if places.is_here(place) then
      ask(place.bufnr, kind, take)
    end
  end))
end

--- Asks at once; says why, where there is no answer.
---@param take fun(answer: treewright.Answer)
function M.ask(bufnr, take)
  ask(bufnr, invoked, take)
end

-- As the server is told; it would say no to every question.
local function is_manual(bufnr)
  local client = server.client(bufnr)
  return not client or vim.tbl_get(client.settings, server.name, 'trigger') == 'manual'
end

--- Asks when the user pauses.
---@param take fun(answer: treewright.Answer)
function M.ask_soon(bufnr, take)
  M.abandon()
  if is_manual(bufnr) then
    return
  end
  timer:start(pace:delay_ms(), 0, vim.schedule_wrap(function()
    ask(bufnr, automatic, take)
  end))
end

return M
