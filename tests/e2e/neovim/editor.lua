-- A real Neovim with the project's client as a package, driven by keys as a user would.
local Nvim = require('nvim')

local Editor = {}
Editor.__index = Editor

local patience_ms = 60000

function Editor.wait_until(what, ready)
  assert(vim.wait(patience_ms, ready, 10), 'waited in vain for ' .. what)
end

---@class EditorOptions
---@field home string a folder with the client in pack/
---@field server? string[] its command line
---@field port? integer where one listens
---@field setup? table more for setup()
---@field bare? boolean without setup()
---@field speaks? boolean messages go to the screen, as a user sees them
---@field width? integer of the screen

-- Colours of their own: Neovim tells the screen of no group that is a link.
local paint = [[for number, group in ipairs(vim.tbl_keys(require('treewright.highlights').links)) do
    vim.api.nvim_set_hl(0, group, { fg = number })
  end]]

---@param options EditorOptions
function Editor.start(options)
  local self = setmetatable({ home = options.home, settings = {} }, Editor)
  local env = { NVIM_APPNAME = 'treewright-test', NVIM = false, NVIM_LOG_FILE = options.home .. '/nvim.log' }
  for _, kind in ipairs({ 'CONFIG', 'DATA', 'STATE', 'CACHE' }) do
    env['XDG_' .. kind .. '_HOME'] = options.home
  end
  -- Neovim looks for a Python provider with each first Python file, for seconds; nothing here uses it.
  local before = ('set packpath^=%s | let g:loaded_python3_provider = 0'):format(options.home)
  self.nvim = Nvim.start({ env = env, arguments = { '--cmd', before }, cwd = options.home, width = options.width or 64, height = 14 })
  self:lua(paint)
  self:lua(
    [[local setup, port, bare, speaks = ...
    setup.lsp.cmd = setup.lsp.cmd ~= vim.NIL and setup.lsp.cmd or vim.lsp.rpc.connect('127.0.0.1', port)
    vim.cmd.filetype('plugin indent on')
    vim.opt.completeopt = { 'menuone', 'noselect' }
    vim.opt.shortmess:append('F')
    -- A message that is longer than the screen is wide would wait for a key.
    _G.messages = {}
    if not speaks then vim.notify = function(message) table.insert(_G.messages, message) end end
    if not bare then require('treewright').setup(setup) end]],
    vim.tbl_deep_extend('force', {
      -- Without the index: with it, what one case has saved would be suggested in the next. In the tests' own session: a
      -- server in one of its own gets little of a processor that others use.
      lsp = { detached = false, cmd = options.server or vim.NIL, settings = { treewright = { index = false } } },
    }, options.setup or {}),
    options.port,
    options.bare or false,
    options.speaks or false
  )
  return self
end

function Editor:lua(code, ...)
  return self.nvim:request('nvim_exec_lua', code, { ... })
end

function Editor:keys(keys)
  self.nvim:request('nvim_input', keys)
end

--- Neovim's own messages about what a server sends would wait for a key, whenever they come.
function Editor:let_messages_pass()
  self:lua([[vim.o.messagesopt = 'wait:0,history:500']])
end

--- Types text, whatever its characters mean as keys.
function Editor:type(text)
  self:keys((text:gsub('<', '<lt>'):gsub('\n', '<CR>')))
end

--- Opens `text` as a file, with the cursor where <|> stands.
---@param folder? string where no project is
function Editor:show(name, text, folder)
  local before, after = text:match('^(.-)<|>(.*)$')
  assert(before, name .. ': no <|> in the file')
  local path = (folder or self.home) .. '/' .. name
  local file = assert(io.open(path, 'wb'))
  file:write(before, after, '\n')
  file:close()
  local _, newlines = before:gsub('\n', '')
  self:keys('<C-\\><C-n>')
  self:lua(
    [[local name, row, column = ...
    vim.cmd.edit({ vim.fn.fnameescape(name), bang = true })
    vim.api.nvim_win_set_cursor(0, { row, column })]],
    folder and path or name,
    newlines + 1,
    #before:match('[^\n]*$')
  )
  self.insert = after:match('^\n') or after == '' and true or false
end

--- The same, and waits for the server.
function Editor:open(name, text)
  self:show(name, text)
  Editor.wait_until('the server', function()
    return self:lua([[local c = vim.lsp.get_clients({ name = 'treewright', bufnr = 0 })[1]
      return c ~= nil and c.initialized == true]])
  end)
end

function Editor:mode_is(mode)
  Editor.wait_until('mode ' .. mode, function()
    return self.nvim:request('nvim_get_mode').mode == mode
  end)
end

function Editor:enter_insert_mode()
  self:keys(self.insert and 'A' or 'i')
  self:mode_is('i')
end

function Editor:text()
  return self:lua([[return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')]])
end

function Editor:text_is(expected)
  local same = vim.wait(10000, function()
    return self:text() == expected
  end, 10)
  assert(same, same or vim.diff(expected .. '\n', self:text() .. '\n', { ctxlen = 3 }))
end

--- The grey text on the screen; its lines as they would be typed, without the indentation of the first.
function Editor:ghost()
  return self.nvim.screen:text_in('Ghost')
end

--- Waits for grey text, and returns it.
---@param fits? fun(text: string): boolean
function Editor:ghost_text(fits)
  local text
  Editor.wait_until('ghost text', function()
    text = self:ghost()
    return text ~= '' and (not fits or fits(text))
  end)
  return text
end

function Editor:ghost_text_is(expected)
  self:ghost_text(function(text)
    return text == expected
  end)
end

function Editor:no_ghost_text()
  Editor.wait_until('no ghost text', function()
    return self:ghost() == ''
  end)
end

--- For longer than any client waits before it asks.
function Editor:stays_without_ghost_text()
  local came = vim.wait(500, function()
    return self:ghost() ~= ''
  end, 5)
  assert(not came, 'ghost text came back:\n' .. self:ghost())
end

function Editor:menu()
  Editor.wait_until('the menu', function()
    return self:lua('return vim.fn.pumvisible() == 1')
  end)
end

--- The text once `keys` have changed it.
function Editor:change(keys)
  local before = self:text()
  self:keys(keys)
  Editor.wait_until('a change by ' .. keys, function()
    return self:text() ~= before
  end)
  return self:text()
end

--- What the client says after `keys`.
function Editor:said(keys)
  self:lua('_G.messages = {}')
  self:keys(keys)
  Editor.wait_until('a message', function()
    return self:lua('return #_G.messages > 0')
  end)
  return self:lua('return _G.messages[1]')
end

--- Also checks that the server goes when asked.
function Editor:quit()
  self:lua([[for _, client in ipairs(vim.lsp.get_clients({ name = 'treewright' })) do
      client:stop()
      assert(vim.wait(10000, function() return client:is_stopped() end), 'the server did not stop')
    end]])
  self.nvim:quit()
end

return Editor
