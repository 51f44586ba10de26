-- A child Neovim over msgpack-RPC, with the screen that it draws for us. (Neovim's own rpcrequest() gets no "redraw".)
local Screen = require('screen')

local Nvim = {}
Nvim.__index = Nvim

local function environment(overrides)
  local list = {}
  for name, value in pairs(vim.tbl_extend('force', vim.fn.environ(), overrides)) do
    if value ~= false then
      list[#list + 1] = name .. '=' .. value
    end
  end
  return list
end

-- Handles of buffers, windows and tabs are of no use here.
local function unpacker()
  local function handle(_, bytes)
    return bytes
  end
  return vim.mpack.Unpacker({ ext = { [0] = handle, [1] = handle, [2] = handle } })
end

---@param options { env: table<string, string|false>, arguments: string[], cwd: string, width: integer, height: integer }
function Nvim.start(options)
  local self = setmetatable({ screen = Screen.new(), is_over = false }, Nvim)
  self.input, self.output = assert(vim.uv.new_pipe()), assert(vim.uv.new_pipe())
  self.session = vim.mpack.Session({ unpack = unpacker() })
  self.process = assert(vim.uv.spawn(vim.v.progpath, {
    args = vim.list_extend({ '--embed', '--headless', '--clean', '-n' }, options.arguments),
    stdio = { self.input, self.output, nil },
    env = environment(options.env),
    cwd = options.cwd,
  }, function()
    self.is_over = true
  end))
  self.output:read_start(function(_, bytes)
    self:read(bytes or '')
  end)
  local kind = { rgb = true, ext_linegrid = true, ext_hlstate = true }
  self:request('nvim_ui_attach', options.width, options.height, kind)
  return self
end

function Nvim:read(bytes)
  local position = 1
  while position <= #bytes do
    local kind, id, method, arguments
    kind, id, method, arguments, position = self.session:receive(bytes, position)
    if kind == 'notification' then
      if id == 'redraw' or method == 'redraw' then
        self.screen:redraw(type(method) == 'table' and method or arguments)
      end
    elseif kind == 'response' then
      id.error, id.result, id.is_done = method, arguments, true
    end
  end
end

--- Without waiting for the answer.
function Nvim:send(method, ...)
  local answer = {}
  self.input:write(self.session:request(answer) .. vim.mpack.encode(method) .. vim.mpack.encode({ ... }))
  return answer
end

function Nvim:request(method, ...)
  local answer = self:send(method, ...)
  local done = vim.wait(20000, function()
    return answer.is_done or self.is_over
  end, 5)
  assert(done and answer.is_done, method .. ': no answer')
  if answer.error ~= nil and answer.error ~= vim.NIL then
    error(method .. ': ' .. vim.inspect(answer.error), 0)
  end
  return answer.result
end

function Nvim:quit()
  self:send('nvim_command', 'qall!')
  vim.wait(5000, function()
    return self.is_over
  end, 5)
  if not self.is_over then
    self.process:kill('sigkill')
  end
end

return Nvim
