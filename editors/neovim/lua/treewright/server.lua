-- The language server as the other parts see it: the client of a buffer, and commands of the server.
local message = require('treewright.message')
local places = require('treewright.place')

local M = {}

M.name = 'treewright'

---@param bufnr? integer 0: the current one; nil: any
---@return vim.lsp.Client?
function M.client(bufnr)
  return vim.lsp.get_clients({ name = M.name, bufnr = bufnr })[1]
end

M.say = message.say

---@param client vim.lsp.Client
local function knows(client, command)
  local known = vim.tbl_get(client.server_capabilities, 'executeCommandProvider', 'commands')
  return type(known) == 'table' and vim.list_contains(known, command)
end

-- The command that has no answer yet, to be run again where its server dies.
local unanswered ---@type { client: vim.lsp.Client, place: treewright.Place, run: fun() }?

--- Runs a command of the server on the current buffer. `handler` gets no error: it has been said.
---@param name string without "treewright."
---@param title string
---@param handler fun(result: any)
---@param arguments? fun(client: vim.lsp.Client, bufnr: integer): table beside the buffer's URI
function M.execute(name, title, handler, arguments)
  local bufnr = vim.api.nvim_get_current_buf()
  local client = M.client(bufnr)
  if not client then
    return M.say('not attached to this buffer', vim.log.levels.WARN)
  end
  if not knows(client, 'treewright.' .. name) then
    return M.say(('the server has no "%s"; is it of the same version?'):format(name), vim.log.levels.WARN)
  end
  local argument = arguments and arguments(client, bufnr) or {}
  argument.uri = vim.uri_from_bufnr(bufnr)
  local command = { title = title, command = 'treewright.' .. name, arguments = { argument } }
  local mine = {
    client = client,
    place = places.of(bufnr),
    run = function()
      M.execute(name, title, handler, arguments)
    end,
  }
  unanswered = mine
  client:exec_cmd(command, { bufnr = bufnr }, function(err, result)
    if unanswered == mine then
      unanswered = nil
    end
    if err then
      return M.say(err.message, vim.log.levels.WARN)
    end
    handler(result)
  end)
end

--- A server has come: what the one before it left unanswered is run again, once, where the user has not gone on.
function M.repeat_unanswered()
  local left = unanswered
  if not (left and left.client:is_stopped()) then
    return
  end
  if places.is_here(left.place) then
    left.run()
  end
  unanswered = nil
end

--- What the commands about the code of a comment are told: where the cursor is.
---@param client vim.lsp.Client
---@return lsp.Position
function M.position(client)
  return vim.lsp.util.make_position_params(0, client.offset_encoding).position
end

-- Sentences for the reasons that the server gives.
local reasons = {
  ['no-comment'] = 'no comment here',
  ['empty-comment'] = 'the comment says nothing',
  ['has-code'] = 'code follows: :Treewright generate',
  ['nothing-valid'] = 'no code that is valid here',
  ['model-missing'] = 'there is no model: :checkhealth treewright',
  ['model-loading'] = 'the model is still loading',
  ['file-excluded'] = 'the file is not read: :Treewright why',
  ['file-too-large'] = 'the file is too large',
  ['cursor-elsewhere'] = "the code's place is not in this line",
  ['code-edited'] = 'the code is not as it was generated',
  ['no-alternative'] = 'nothing else was generated here',
  ['no-code'] = 'the comment has no code yet',
  ['not-this-model'] = 'the model cannot say how it would write this code',
  ['invalid-code'] = 'the code has a syntax error',
  ['code-too-long'] = 'the code is longer than the model writes',
}

--- What a reason of the server means.
---@param reason string
---@return string
function M.sentence(reason)
  return reasons[reason] or reason
end

--- Says why a command did nothing; true where there is such a reason.
---@param result any
function M.refused(result)
  local reason = type(result) == 'table' and result.reason
  if type(reason) ~= 'string' then
    return false
  end
  M.say(M.sentence(reason))
  return true
end

return M
