-- What the server is doing, and why there is no suggestion.
local server = require('treewright.server')

local M = {}

---@class treewright.Status what the server last said of a buffer
---@field uri string
---@field state 'loading'|'working'|'idle'
---@field reason? string why there was no suggestion, for example 'no-comment'
---@field detail? string the rule that excludes the file
---@field milliseconds? number
local latest ---@type treewright.Status?
local indexing ---@type integer? percent of the workspace that is read
local trouble ---@type string? what has become of a server that died
local is_starting = false -- it has not attached yet
local is_loading = false -- its model is not there yet

local shown = ''

-- A statusline is drawn anew where it says something else.
local function changed()
  local text = M.statusline()
  if text ~= shown then
    shown = text
    vim.cmd.redrawstatus()
  end
  vim.api.nvim_exec_autocmds('User', { pattern = 'TreewrightStatus', data = latest })
end

---@param status any
function M.on_status(status)
  if type(status) ~= 'table' or type(status.state) ~= 'string' then
    return
  end
  latest = status
  changed()
end

---@param token any
---@param value table
function M.on_progress(token, value)
  if vim.startswith(tostring(token), 'treewright/index/') then
    indexing = value.kind ~= 'end' and tonumber(value.percentage) or nil
    changed()
  elseif token == 'treewright/model' then
    is_loading = value.kind ~= 'end'
    changed()
  end
end

--- A server is being started, or has come.
---@param starting boolean
function M.set_starting(starting)
  is_starting = starting
  changed()
end

---@param what string? 'restarting', 'stopped'; nil where a server runs
function M.set_trouble(what)
  latest, indexing, trouble = nil, nil, what
  is_starting, is_loading = false, false
  changed()
end

---@return 'loading'|'working'|'idle'
function M.state()
  if is_starting or is_loading then
    return 'loading'
  end
  return latest and latest.state or 'idle'
end

--- For a statusline: '', 'loading', 'working', 'indexing 40 %', 'restarting', 'stopped', or why there was no suggestion.
---@return string
function M.statusline()
  if trouble then
    return trouble
  end
  if M.state() ~= 'idle' then
    return M.state()
  end
  return indexing and ('indexing %d %%'):format(indexing) or latest and latest.reason or ''
end

-- How long the last answer took, and why there was none.
local function last_answer()
  if not latest then
    return ''
  end
  local took = type(latest.milliseconds) == 'number' and (', %.0f ms'):format(latest.milliseconds) or ''
  local detail = latest.detail and (' (' .. latest.detail .. ')') or ''
  local why = latest.reason and (', ' .. server.sentence(latest.reason) .. detail) or ''
  return took .. why
end

--- One line about the server of the current buffer.
---@return string
function M.sentence()
  local client = server.client(0)
  if not client then
    local what = trouble or is_starting and 'loading'
    return what and 'the server is ' .. what or 'not attached to this buffer'
  end
  local version = (client.server_info or {}).version or '?'
  local read = indexing and (', %d %% of the workspace read'):format(indexing) or ''
  return ('%s: %s%s%s'):format(version, M.state(), read, last_answer())
end

return M
