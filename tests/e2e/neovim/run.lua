-- nvim -l run.lua SOURCE-DIR SERVER MODEL: every case of *.txt here, in one real Neovim with the real server.
-- TREEWRIGHT_UPDATE_GOLDEN=1 writes what came out as the expectation; read the difference before you commit it.
local source, program, model = unpack(_G.arg)
-- Outside of any repository: what git ignores there gets no suggestions.
local work = vim.fn.tempname()
local here = source .. '/tests/e2e/neovim'
package.path = here .. '/?.lua;' .. package.path
local cases = require('cases')
local Editor = require('editor')
local updating = vim.env.TREEWRIGHT_UPDATE_GOLDEN == '1'

local function is_python(text)
  local check = 'import ast, sys; ast.parse(sys.stdin.read())'
  return vim.system({ 'python3', '-c', check }, { stdin = text .. '\n' }):wait().code == 0
end

local function run_case(editor, index, case)
  editor:open(('case_%d.py'):format(index), case.input)
  editor:act(case.action)
  local actual = editor:text()
  assert(is_python(actual), 'the file is no Python any more:\n' .. actual)
  if updating then
    case.expected = actual
  elseif actual ~= case.expected then
    error('-expected +actual\n' .. vim.diff(case.expected .. '\n', actual .. '\n', { ctxlen = 3 }), 0)
  end
end

local function run_file(editor, path)
  local failures, all = 0, cases.read(path)
  for index, case in ipairs(all) do
    local ok, why = pcall(run_case, editor, index, case)
    io.write(('%s %s: %s\n'):format(ok and 'ok  ' or 'FAIL', vim.fs.basename(path), case.name))
    if not ok then
      failures = failures + 1
      io.write(tostring(why), '\n')
      editor:keys('<Esc>')
    end
  end
  if updating then
    cases.write(path, all)
  end
  return failures, #all
end

local function check_why(editor)
  editor:open('.env.py', '<|>')
  local said = editor:said(':Treewright why<CR>')
  local expected = 'treewright: excluded by safe defaults'
  assert(vim.startswith(said, expected), ('expected "%s…", and it said "%s"'):format(expected, said))
end

-- Generated code gives way to its alternatives and comes back, an undo a step; edited code is asked about.
local function check_alternatives(editor)
  editor:open('alternatives.py', 'def save(path, lines):\n    # open the file for writing<|>\n')
  local empty = editor:text()
  local first = editor:change(':Treewright generate<CR>')
  local second = editor:change(':Treewright next<CR>')
  assert(second ~= first and second ~= empty, 'no other alternative:\n' .. second)
  assert(editor:change('u') == first, 'an alternative is one undo step')
  assert(editor:change('<C-r>') == second, 'and one redo')
  assert(editor:change(':Treewright previous<CR>') == first, 'the first comes back')
  assert(editor:change(':Treewright regenerate<CR>') ~= empty, 'it is generated again')
  local edited = editor:change('jA  # mine<Esc>k')
  editor:lua('vim.fn.confirm = function() return 2 end')
  editor:keys(':Treewright regenerate<CR>')
  vim.wait(1000)
  assert(editor:text() == edited, 'edited code was replaced without consent')
  editor:lua('vim.fn.confirm = function() return 1 end')
  assert(not editor:change(':Treewright regenerate<CR>'):find('mine'), 'consent was not heard')
end

vim.fn.mkdir(work, 'p')
vim.fn.writefile({}, work .. '/pyproject.toml')
local editor = Editor.start({
  client = source .. '/editors/neovim',
  server = { program, 'lsp', '--model', model },
  home = work,
})
local failures, count = 0, 0
for _, path in ipairs(vim.fn.globpath(here, '*.txt', true, true)) do
  local failed, ran = run_file(editor, path)
  failures, count = failures + failed, count + ran
end
check_why(editor)
check_alternatives(editor)
editor:quit()
vim.fn.delete(work, 'rf')
io.write(('%d of %d cases passed\n'):format(count - failures, count))
os.exit(failures == 0 and count > 0 and 0 or 1)
