-- Golden cases: a name between two lines of '=', the file with <|> where the cursor is, '---', what the user does,
-- '---', the file that must come out.
--   complete [N]    ask for the menu, accept its Nth entry (the first)
--   type TEXT       type TEXT, which makes the editor ask, and accept the first entry
--   generate        :Treewright generate
local M = {}

local function sections(lines)
  local parts, current = {}, {}
  for _, line in ipairs(lines) do
    if line == '---' then
      parts[#parts + 1], current = current, {}
    else
      current[#current + 1] = line
    end
  end
  parts[#parts + 1] = current
  return parts
end

---@return { name: string, input: string, action: string, expected: string }[]
function M.read(path)
  local cases, lines = {}, vim.fn.readfile(path)
  local index = 1
  while index <= #lines do
    assert(lines[index]:match('^==='), ('%s:%d: expected a line of ='):format(path, index))
    local name, body = lines[index + 1], {}
    index = index + 3
    while index <= #lines and not lines[index]:match('^===') do
      body[#body + 1] = lines[index]
      index = index + 1
    end
    local parts = sections(body)
    assert(#parts == 3, ('%s: %s: expected three parts'):format(path, name))
    cases[#cases + 1] = {
      name = name,
      input = table.concat(parts[1], '\n'),
      action = vim.trim(table.concat(parts[2], '\n')),
      expected = table.concat(parts[3], '\n'),
    }
  end
  return cases
end

function M.write(path, cases)
  local lines = {}
  for _, case in ipairs(cases) do
    local rule = ('='):rep(20)
    vim.list_extend(lines, { rule, case.name, rule })
    vim.list_extend(lines, vim.split(case.input, '\n'))
    vim.list_extend(lines, { '---', case.action, '---' })
    vim.list_extend(lines, vim.split(case.expected, '\n'))
  end
  vim.fn.writefile(lines, path)
end

return M
