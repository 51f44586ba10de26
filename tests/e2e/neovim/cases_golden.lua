-- The cases of golden/*.txt (golden.lua says how they are written).
local golden = require('golden')

local function is_python(text)
  local check = 'import ast, sys; ast.parse(sys.stdin.read())'
  return vim.system({ 'python3', '-c', check }, { stdin = text .. '\n' }):wait().code == 0
end

local function accept(editor, number)
  editor:menu()
  editor:change(('<C-n>'):rep(number) .. '<C-y>')
  editor:keys('<Esc>')
end

local verbs = {}

function verbs.generate(editor)
  editor:change(':Treewright generate<CR>')
end

function verbs.complete(editor, rest)
  editor:enter_insert_mode()
  editor:keys('<C-x><C-o>')
  accept(editor, tonumber(rest) or 1)
end

function verbs.type(editor, rest)
  editor:enter_insert_mode()
  editor:type(rest)
  accept(editor, 1)
end

local function run(world, index, case)
  local editor = world:editor('menu', { setup = { autotrigger = true } })
  editor:open(('case_%d.py'):format(index), case.input)
  local verb, rest = case.action:match('^(%S+)%s?(.*)$')
  verbs[verb](editor, rest)
  local actual = editor:text()
  assert(is_python(actual), 'the file is no Python any more:\n' .. actual)
  if world.updating then
    case.expected = actual
    golden.write(case.path, case.file)
  elseif actual ~= case.expected then
    error('-expected +actual\n' .. vim.diff(case.expected .. '\n', actual .. '\n', { ctxlen = 3 }), 0)
  end
end

return function(world)
  local cases = {}
  for _, path in ipairs(vim.fn.globpath(world.here .. '/golden', '*.txt', true, true)) do
    local file = golden.read(path)
    for index, case in ipairs(file) do
      case.path, case.file = path, file
      cases[#cases + 1] = {
        name = vim.fs.basename(path) .. ': ' .. case.name,
        run = function()
          run(world, index, case)
        end,
      }
    end
  end
  return cases
end
