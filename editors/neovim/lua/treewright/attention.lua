-- :Treewright attention: what in the description led to which token of the code.
local server = require('treewright.server')

local M = {}

---@class treewright.Word
---@field text string
---@field kind 'word'|'name'

---@class treewright.Token
---@field text string
---@field line integer 0-based, in the code
---@field copied? integer the word that it was copied from, 0-based
---@field weights number[] one a word

---@class treewright.Source
---@field uri string
---@field line integer 0-based
---@field label string

---@class treewright.Attention
---@field words treewright.Word[]
---@field tokens treewright.Token[]
---@field sources treewright.Source[]
---@field code string

---@return boolean
local function all(list, fits)
  return vim.islist(list) and vim.iter(list):all(function(one)
    return type(one) == 'table' and fits(one)
  end)
end

---@param answer any
---@return boolean
local function is_attention(answer)
  return type(answer) == 'table'
    and type(answer.code) == 'string'
    and all(answer.words, function(word)
      return type(word.text) == 'string'
    end)
    and all(answer.tokens, function(token)
      return type(token.text) == 'string' and type(token.line) == 'number' and vim.islist(token.weights)
    end)
    and all(answer.sources or {}, function(source)
      return type(source.uri) == 'string' and type(source.line) == 'number' and type(source.label) == 'string'
    end)
end

--- Of the suggestion that is shown at the cursor, else of the code that the comment there has.
function M.open()
  local text = require('treewright.seen').text()
  server.execute('attention', 'Show attention', function(answer)
    if server.refused(answer) then
      return
    end
    if not is_attention(answer) then
      return server.say('the server answered something else; is it of the same version?', vim.log.levels.WARN)
    end
    require('treewright.attention_window').open(answer)
  end, function(client)
    return { position = server.position(client), text = text }
  end)
end

return M
