-- A real Neovim with the project's client, driven by keys as a user would.
local Editor = {}
Editor.__index = Editor

local patience_ms = 60000

local function wait_until(what, ready)
  assert(vim.wait(patience_ms, ready, 10), 'waited in vain for ' .. what)
end

---@param options { client: string, server: string[], home: string }
function Editor.start(options)
  local self = setmetatable({ home = options.home }, Editor)
  local env = { NVIM_APPNAME = 'treewright-test', NVIM = false }
  for _, kind in ipairs({ 'CONFIG', 'DATA', 'STATE', 'CACHE' }) do
    env['XDG_' .. kind .. '_HOME'] = options.home
  end
  self.channel = vim.fn.jobstart({ vim.v.progpath, '--embed', '--headless', '--clean', '-n' }, { rpc = true, env = env })
  assert(self.channel > 0, 'cannot start ' .. vim.v.progpath)
  self:lua(
    [[local client, server = ...
    vim.opt.runtimepath:append(client)
    vim.cmd.runtime('plugin/treewright.lua')
    vim.cmd.filetype('plugin indent on')
    vim.opt.completeopt = { 'menuone', 'noselect' }
    require('treewright').setup({ lsp = { cmd = server } })]],
    options.client,
    options.server
  )
  return self
end

function Editor:lua(code, ...)
  return vim.rpcrequest(self.channel, 'nvim_exec_lua', code, { ... })
end

function Editor:keys(keys)
  vim.rpcrequest(self.channel, 'nvim_input', keys)
end

--- Opens `text`, with the cursor where <|> stands, and waits for the server.
function Editor:open(name, text)
  local before, after = text:match('^(.-)<|>(.*)$')
  assert(before, name .. ': no <|> in the file')
  local path = self.home .. '/' .. name
  local file = assert(io.open(path, 'wb'))
  file:write(before, after, '\n')
  file:close()
  local _, newlines = before:gsub('\n', '')
  self:lua(
    [[local path, row, column = ...
    vim.cmd.edit(vim.fn.fnameescape(path))
    vim.api.nvim_win_set_cursor(0, { row, column })]],
    path,
    newlines + 1,
    #before:match('[^\n]*$')
  )
  wait_until('the server', function()
    return self:lua([[local c = vim.lsp.get_clients({ name = 'treewright', bufnr = 0 })[1]
      return c ~= nil and c.initialized == true]])
  end)
  self.insert = after:match('^\n') or after == '' and true or false
end

function Editor:enter_insert_mode()
  self:keys(self.insert and 'A' or 'i')
  wait_until('insert mode', function()
    return vim.rpcrequest(self.channel, 'nvim_get_mode').mode == 'i'
  end)
end

function Editor:accept(number)
  wait_until('suggestions', function()
    return self:lua('return vim.fn.pumvisible() == 1')
  end)
  local before = self:text()
  self:keys(('<C-n>'):rep(number) .. '<C-y>')
  wait_until('the accepted code', function()
    return self:text() ~= before
  end)
  self:keys('<Esc>')
end

--- The text once `keys` have changed it.
function Editor:change(keys)
  local before = self:text()
  self:keys(keys)
  wait_until('a change by ' .. keys, function()
    return self:text() ~= before
  end)
  return self:text()
end

function Editor:act(action)
  local verb, rest = action:match('^(%S+)%s?(.*)$')
  if verb == 'generate' then
    self:change(':Treewright generate<CR>')
  elseif verb == 'complete' then
    self:enter_insert_mode()
    self:keys('<C-x><C-o>')
    self:accept(tonumber(rest) or 1)
  elseif verb == 'type' then
    self:enter_insert_mode()
    self:keys((rest:gsub('<', '<lt>')))
    self:accept(1)
  else
    error('unknown action: ' .. action)
  end
end

--- What the client says after `keys`.
function Editor:said(keys)
  self:lua([[_G.said = nil
    vim.notify = function(message) _G.said = message end]])
  self:keys(keys)
  wait_until('a message', function()
    return self:lua('return _G.said ~= nil')
  end)
  return self:lua('return _G.said')
end

function Editor:text()
  return self:lua([[return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')]])
end

--- Also checks that the server goes when asked.
function Editor:quit()
  self:lua([[local c = vim.lsp.get_clients({ name = 'treewright' })[1]
    c:stop()
    assert(vim.wait(10000, function() return c:is_stopped() end), 'the server did not stop')]])
  pcall(vim.rpcrequest, self.channel, 'nvim_command', 'qall!')
  vim.fn.jobwait({ self.channel }, 5000)
end

return Editor
