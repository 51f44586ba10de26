-- What the plugin says: one line that never waits for <Enter>, however narrow the screen is.
local M = {}

-- As much of it as the last line of the screen holds.
---@param text string
local function shortened(text)
  local room = vim.v.echospace
  if vim.fn.strdisplaywidth(text) <= room then
    return text
  end
  local short = vim.fn.strcharpart(text, 0, room - 1)
  while vim.fn.strdisplaywidth(short) > room - 1 do
    short = vim.fn.strcharpart(short, 0, vim.fn.strchars(short) - 1)
  end
  return short .. '…'
end

--- Where it is cut, the log has all of it.
---@param text string
---@param level? integer
function M.say(text, level)
  local line = ('treewright: ' .. text):gsub('%s+', ' ')
  local short = shortened(line)
  if short ~= line then
    vim.lsp.log.warn(line)
  end
  -- Below a message that is there already it would be the second line.
  vim.cmd.redraw()
  vim.notify(short, level or vim.log.levels.INFO)
end

--- Neovim tells of a server that died in more than a line, from one of the next functions that it schedules. The plugin
--- tells of it itself.
function M.keep_neovim_quiet()
  vim.schedule(function()
    local notify = vim.notify
    local function quiet(text, ...)
      if not vim.startswith(tostring(text), 'Client treewright quit with exit code') then
        return notify(text, ...)
      end
    end
    vim.notify = quiet
    vim.schedule(function()
      if vim.notify == quiet then
        vim.notify = notify
      end
    end)
  end)
end

return M
