-- Suggestions in place, whoever shows them: Neovim's own ghost text, or this plugin's.
local ghost = require('treewright.ghost')
local native = require('treewright.native_ghost')
local options = require('treewright.options')

local M = {}

---@return boolean
local function is_native()
  local wanted = options.get().ghost_text
  return (wanted == true or wanted == 'native') and native.is_present()
end

--- The one that shows something now, else the one that would.
local function shower()
  return is_native() and native.is_shown() and native or ghost
end

function M.attach(bufnr)
  local wanted = options.get().ghost_text
  ghost.attach(bufnr, wanted ~= false and not is_native())
  if is_native() then
    native.attach(bufnr)
  end
end

--- Accepts the suggestion that is shown, or a part of it; false where none is.
---@param part 'all'|'word'|'line'
---@return boolean
function M.accept(part)
  return shower().accept(part)
end

--- Shows another suggestion; false where none is shown.
---@param step integer
---@return boolean
function M.cycle(step)
  return shower().cycle(step)
end

--- Hides the suggestion; false where none is shown.
---@return boolean
function M.dismiss()
  return shower().dismiss()
end

--- The suggestion that is shown in the current buffer, or was until the user left insert mode.
---@return string?
function M.preview()
  return shower().preview()
end

--- Asks for suggestions, whatever the settings say about asking while typing; false where the buffer has no server.
---@return boolean
function M.trigger()
  if not require('treewright.server').client(0) then
    return false
  end
  ghost.trigger()
  return true
end

return M
