-- From the server's start to its end: it is started again when it dies, or when the user asks, and ended when it does not
-- answer.
local message = require('treewright.message')
local server = require('treewright.server')
local status = require('treewright.status')

local M = {}

--- For the answer to the first request.
M.patience_ms = 20000
--- Before each restart within the window; after the last of them the user is asked.
M.delays_ms = { 500, 1000, 2000, 4000 }
local window_ms = 3 * 60 * 1000
local stop_ms = 2000

local deaths = {} ---@type number[] when, in milliseconds
local to_restart = {} ---@type table<integer, true> clients that the user wants started again
local last ---@type { config: vim.lsp.ClientConfig, buffers: integer[] }? what the last one to die served

local function start(config, buffers)
  status.set_trouble(nil)
  for _, bufnr in ipairs(buffers) do
    if vim.api.nvim_buf_is_loaded(bufnr) then
      vim.lsp.start(config, { bufnr = bufnr })
    end
  end
end

--- How long to wait before the server is started again; nil: it has died too often.
---@param now number
local function delay_after_death(now)
  deaths = vim.tbl_filter(function(time)
    return now - time < window_ms
  end, deaths)
  table.insert(deaths, now)
  return M.delays_ms[#deaths]
end

local function on_death(config, buffers, code, signal)
  local delay = delay_after_death(vim.uv.now())
  local why = signal ~= 0 and 'signal ' .. signal or 'exit code ' .. code
  last = { config = config, buffers = buffers }
  if delay then
    status.set_trouble('restarting')
    server.say(('the server died (%s); restarting'):format(why), vim.log.levels.WARN)
    return vim.defer_fn(function()
      start(config, buffers)
    end, delay)
  end
  status.set_trouble('stopped')
  server.say(('died too often (%s): :Treewright log'):format(why), vim.log.levels.ERROR)
end

-- Neovim ends a server that does not stop by a SIGTERM.
local function was_ended(code, signal)
  return signal == 15 or code == 143 or (code == 0 and signal == 0)
end

--- The server's process is over.
function M.on_exit(code, signal, client_id)
  local client = vim.lsp.get_client_by_id(client_id)
  if not client or vim.v.exiting ~= vim.NIL then
    return
  end
  message.keep_neovim_quiet()
  local config, buffers = client.config, vim.tbl_keys(client.attached_buffers)
  -- Neovim forgets the client after this.
  vim.schedule(function()
    if to_restart[client_id] then
      to_restart[client_id] = nil
      return vim.schedule(function()
        start(config, buffers)
      end)
    end
    if not was_ended(code, signal) then
      on_death(config, buffers, code, signal)
    end
  end)
end

--- A process was started; whatever is no language server does not answer.
---@param config vim.lsp.ClientConfig
function M.on_start(config)
  status.set_starting(true)
  vim.defer_fn(function()
    for _, client in ipairs(vim.lsp.get_clients({ name = server.name, _uninitialized = true })) do
      if client.config == config and not client.initialized then
        client:stop(true)
        status.set_trouble('stopped')
        server.say('no answer from the server: :Treewright log', vim.log.levels.ERROR)
      end
    end
  end, M.patience_ms)
end

--- Stops the server and starts it again for the same buffers.
function M.restart()
  deaths = {}
  local client = server.client()
  if not client then
    return last and start(last.config, last.buffers) or vim.lsp.enable(server.name)
  end
  to_restart[client.id] = true
  client:stop()
  vim.defer_fn(function()
    if not client:is_stopped() then
      client:stop(true)
    end
  end, stop_ms)
end

return M
