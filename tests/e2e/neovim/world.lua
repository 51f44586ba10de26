-- What the cases share: a folder outside of any repository (what git ignores there gets no suggestions), editors, and
-- golden pictures of the screen.
local Editor = require('editor')

local World = {}
World.__index = World

---@param options { source: string, here: string, program: string, model: string, node: string }
function World.new(options)
  local self = setmetatable(vim.deepcopy(options), World)
  self.home = vim.fn.tempname()
  self.updating = vim.env.TREEWRIGHT_UPDATE_GOLDEN == '1'
  self.editors = {}
  self.server = { self.program, 'lsp', '--model', self.model }
  local package = self.home .. '/pack/test/start'
  vim.fn.mkdir(package, 'p')
  vim.fn.writefile({}, self.home .. '/pyproject.toml')
  vim.system({ 'cp', '-r', self.source .. '/editors/neovim', package .. '/treewright' }):wait()
  self:listen()
  return self
end

local function free_port()
  local socket = assert(vim.uv.new_tcp())
  socket:bind('127.0.0.1', 0)
  local port = socket:getsockname().port
  socket:close()
  return port
end

local function answers(port)
  local socket, refused = assert(vim.uv.new_tcp()), nil
  socket:connect('127.0.0.1', port, function(err)
    refused = err or false
  end)
  vim.wait(1000, function()
    return refused ~= nil
  end, 5)
  socket:close()
  return refused == false
end

-- One process that all editors share but those that start their own: its model is loaded once.
function World:listen()
  self.port = free_port()
  local address = '127.0.0.1:' .. self.port
  self.listener = vim.system({ self.program, 'lsp', '--model', self.model, '--listen', address })
  assert(vim.wait(60000, function()
    return answers(self.port)
  end, 50), 'no server at ' .. address)
end

--- An editor of the given name, the same one for the rest of the suite. Without a server of its own it has the shared one.
---@param name? string
---@param options? { server?: string[], setup?: table, bare?: boolean, speaks?: boolean, width?: integer }
function World:editor(name, options)
  name = name or 'usual'
  local own = vim.tbl_extend('force', { home = self.home, port = self.port }, options or {})
  self.editors[name] = self.editors[name] or Editor.start(own)
  self.current = self.editors[name]
  return self.current
end

--- One whose server reads the workspace.
---@param width? integer
function World:indexing_editor(width)
  return self:editor('indexing' .. (width or ''), { width = width, setup = { lsp = { settings = { treewright = { index = true } } } } })
end

--- Without asking the server to go: it may not listen.
function World:drop_editor(name)
  self.editors[name].nvim:quit()
  self.editors[name] = nil
end

function World:quit_editors()
  for name, editor in pairs(self.editors) do
    editor:quit()
    self.editors[name] = nil
  end
end

--- Where a case has failed, to see why.
function World:last_screen()
  return self.current and table.concat(self.current.nvim.screen:lines(), '\n') or ''
end

-- A percentage differs a little between processors.
local function picture_of(editor)
  return (table.concat(editor.nvim.screen:lines(), '\n'):gsub('%d+( %%)', '#%1'))
end

--- The screen is, or becomes, that of screens/NAME.txt.
function World:screen_is(editor, name)
  local path = ('%s/screens/%s.txt'):format(self.here, name)
  if self.updating then
    vim.wait(500)
    return vim.fn.writefile(vim.split(picture_of(editor), '\n'), path)
  end
  local expected = table.concat(vim.fn.readfile(path), '\n')
  local same = vim.wait(5000, function()
    return picture_of(editor) == expected
  end, 10)
  if not same then
    error(vim.diff(expected .. '\n', picture_of(editor) .. '\n', { ctxlen = 20 }), 0)
  end
end

function World:close()
  self.listener:kill('sigterm')
  vim.fn.delete(self.home, 'rf')
end

return World
