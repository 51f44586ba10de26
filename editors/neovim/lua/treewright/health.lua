-- :checkhealth treewright
local options = require('treewright.options')
local server = require('treewright.server')

local M = {}

local patience_ms = 10000

local function check_neovim()
  if vim.fn.has('nvim-0.11') == 0 then
    vim.health.error('Neovim 0.11 or newer is needed')
    return false
  end
  vim.health.ok('Neovim ' .. tostring(vim.version()))
  return true
end

-- "ok model …", "missing …": what `treewright doctor` says, a line each.
local function report(line)
  local verdict, rest = line:match('^(%S+)%s+(.*)$')
  if verdict == 'ok' then
    vim.health.ok(rest)
  elseif verdict then
    vim.health.warn(line)
  end
end

local function check_program()
  local cmd = vim.lsp.config.treewright.cmd
  local program = type(cmd) == 'table' and cmd[1] or nil
  if not program then
    return vim.health.info('the server is reached by a function of your configuration')
  end
  if vim.fn.executable(program) == 0 then
    return vim.health.error(program .. ' is not executable', 'Put it on PATH, or set lsp = { cmd = {…} } in setup()')
  end
  vim.health.ok('server: ' .. vim.fn.exepath(program))
  local doctor = { program, 'doctor' }
  for index, word in ipairs(cmd) do
    if word == '--model' then
      vim.list_extend(doctor, { word, cmd[index + 1] })
    end
  end
  local ran, result = pcall(function()
    return vim.system(doctor, { text = true }):wait(patience_ms)
  end)
  if not ran or result.stdout == '' then
    return vim.health.warn('`treewright doctor` says nothing: is this the treewright program?')
  end
  vim.tbl_map(report, vim.split(vim.trim(result.stdout), '\n'))
end

local function check_clients()
  local clients = vim.lsp.get_clients({ name = server.name })
  if #clients == 0 then
    local is_on = vim.lsp.is_enabled(server.name)
    return vim.health[is_on and 'info' or 'warn'](
      is_on and 'the server starts with the first file it serves' or "not enabled: call require('treewright').setup()"
    )
  end
  for _, client in ipairs(clients) do
    local count = vim.tbl_count(client.attached_buffers)
    vim.health.ok(('running; serves %d buffer%s of %s'):format(count, count == 1 and '' or 's', client.root_dir or 'no folder'))
  end
end

local function check_options()
  local set = options.get()
  vim.health.info('ghost text: ' .. (set.ghost_text and 'on' or 'off'))
  vim.health.info('hints: ' .. (set.hints and 'on' or 'off'))
  for action, key in vim.spairs(set.keymaps or {}) do
    vim.health.info(('%s: %s'):format(action, key or 'no key'))
  end
end

function M.check()
  vim.health.start('treewright: program')
  if not check_neovim() then
    return
  end
  check_program()
  check_clients()
  vim.health.info('the log is ' .. require('treewright.log').path())
  vim.health.start('treewright: settings')
  check_options()
end

return M
