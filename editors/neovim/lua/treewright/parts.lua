-- The first word or line of code.
local M = {}

--- Blanks and line ends belong to the word that follows them.
local function word(text)
  return text:match('^%s*[%w_\128-\255]+') or text:match('^%s*[^%w%s_\128-\255]+') or text
end

--- A line end at the beginning is no line of its own.
local function line(text)
  return text:match('^%s*[^\n]+') or text
end

---@param text string
---@param part 'all'|'word'|'line'
---@return string
function M.first(text, part)
  if part == 'word' then
    return word(text)
  end
  return part == 'line' and line(text) or text
end

return M
