-- The one question about ghost text that is open: it waits for the user to pause, and is dropped when he goes on.
local answers = require('treewright.answer')
local pace = require('treewright.pace').new()
local server = require('treewright.server')

local M = {}

local method = 'textDocument/inlineCompletion'
local invoked, automatic = 1, 2

local timer = assert(vim.uv.new_timer())
local open ---@type { client: vim.lsp.Client, id: integer?, started: number, place: table }?

local function now()
  return vim.uv.hrtime() / 1e6
end

local function place_of(bufnr)
  local cursor = vim.api.nvim_win_get_cursor(0)
  return { bufnr = bufnr, changedtick = vim.api.nvim_buf_get_changedtick(bufnr), row = cursor[1] - 1, column = cursor[2] }
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

-- Where the user is elsewhere by now, the answer is for nobody.
local function is_here(place)
  return vim.api.nvim_get_current_buf() == place.bufnr and vim.deep_equal(place_of(place.bufnr), place)
end

local function send(bufnr, kind, on_result)
  M.abandon()
  local client = server.client(bufnr)
  if not client or vim.api.nvim_get_current_buf() ~= bufnr then
    return
  end
  local question = { client = client, started = now(), place = place_of(bufnr) }
  open = question
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params.context = { triggerKind = kind }
  local sent, id = client:request(method, params, function(err, result)
    if open ~= question then
      return
    end
    open = nil
    pace:answered(now() - question.started)
    if not err and is_here(question.place) then
      on_result(result, client, question.place)
    end
  end, bufnr)
  question.id = sent and id or nil
end

---@param result any
local function items_of(result)
  return type(result) == 'table' and (result.items or result) or {}
end

---@param kind integer
---@param take fun(answer: treewright.Answer)
local function ask(bufnr, kind, take)
  send(bufnr, kind, function(result, client, place)
    local answer = answers.new(bufnr, items_of(result), client.offset_encoding, place.row, place.column)
    if not answer:is_empty() then
      take(answer)
    elseif kind == invoked then
      server.refused(type(result) == 'table' and result.data)
    end
  end)
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
