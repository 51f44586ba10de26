-- The commands that write code, and the one that says which files are read.
local server = require('treewright.server')

local M = {}

-- The version tells the server whether the user has typed on meanwhile.
---@param more? table
local function at_cursor(more)
  return function(client, bufnr)
    local place = { position = server.position(client), version = vim.lsp.util.buf_versions[bufnr] }
    return vim.tbl_extend('force', place, more or {})
  end
end

--- Writes the best code for the comment at the cursor; replaces the code that the comment already has.
function M.generate()
  server.execute('generate', 'Generate code from this comment', server.refused, at_cursor())
end

--- The same for code that was generated, and may have to follow its comment; asks before it replaces other code.
---@param force? boolean without asking
function M.regenerate(force)
  server.execute('regenerate', 'Generate the code again', function(result)
    if not (type(result) == 'table' and result.reason == 'code-edited') then
      return server.refused(result)
    end
    if vim.fn.confirm('The code below the comment has been edited. Replace it?', '&Replace\n&Keep', 2) == 1 then
      M.regenerate(true)
    end
  end, at_cursor({ force = force }))
end

--- Shows another of the alternatives for generated code, in its place.
---@param step integer 1: the next one, -1: the one before
function M.alternative(step)
  server.execute('alternative', 'Show an alternative', server.refused, at_cursor({ step = step }))
end

--- Says whether the server may read the buffer's file, and the rule that decides.
function M.why()
  server.execute('why', 'Why is this file read, or not?', function(result)
    if type(result) == 'table' and type(result.text) == 'string' then
      server.say(result.text)
    end
  end)
end

return M
