-- :Treewright and what is around it.
local saving = 'def save(path, lines):\n    # open the file for writing<|>\n'

local cases = {}

local function case(name, run)
  cases[#cases + 1] = { name = name, run = run }
end

-- Generated code gives way to its alternatives and comes back, an undo a step; edited code is asked about.
case('generated code gives way to its alternatives', function(world)
  local editor = world:editor('commands', { server = world.server })
  editor:open('alternatives.py', saving)
  local empty = editor:text()
  local first = editor:change(':Treewright generate<CR>')
  local second = editor:change(':Treewright next<CR>')
  assert(second ~= first and second ~= empty, 'no other alternative:\n' .. second)
  assert(editor:change('u') == first, 'an alternative is one undo step')
  assert(editor:change('<C-r>') == second, 'and one redo')
  assert(editor:change(':Treewright previous<CR>') == first, 'the first comes back')
  assert(editor:change(':Treewright regenerate<CR>') ~= empty, 'it is generated again')
  local edited = editor:change('jA  # mine<Esc>k')
  editor:lua('_G.asked = 0; vim.fn.confirm = function() _G.asked = _G.asked + 1; return 2 end')
  editor:keys(':Treewright regenerate<CR>')
  editor.wait_until('the question', function()
    return editor:lua('return _G.asked') == 1
  end)
  assert(editor:text() == edited, 'edited code was replaced without consent')
  editor:lua('vim.fn.confirm = function() return 1 end')
  assert(not editor:change(':Treewright regenerate<CR>'):find('mine'), 'consent was not heard')
end)

case('why says which rule excludes a file', function(world)
  local editor = world:indexing_editor()
  editor:open('generated_pb2.py', '<|>')
  local said = editor:said(':Treewright why<CR>')
  local expected = 'treewright: read, not indexed: excluded by safe def'
  assert(vim.startswith(said, expected), ('expected "%s…", and it said "%s"'):format(expected, said))
end)

case('the command line completes the commands, and says so where one is wrong', function(world)
  local editor = world:editor('commands', { server = world.server })
  local all = 'attention generate log next previous regenerate restart status why'
  local function completed(typed)
    return table.concat(editor:lua([[return vim.fn.getcompletion('Treewright ' .. ..., 'cmdline')]], typed), ' ')
  end
  assert(completed('') == all, completed(''))
  assert(completed('re') == 'regenerate restart', completed('re'))
  local said = editor:said(':Treewright nonsense<CR>')
  assert(said == 'treewright: no command "nonsense"; try <Tab>', said)
end)

case('status, in words and for a statusline', function(world)
  local editor = world:editor('commands', { server = world.server })
  editor:open('status.py', 'x = 1\n# noqa<|>\n')
  editor:lua([[vim.o.statusline = "%f [%{v:lua.require'treewright'.statusline()}]"]])
  editor:enter_insert_mode()
  editor:type(' ')
  editor.wait_until('the reason', function()
    return editor:lua([[return require('treewright').statusline()]]) == 'empty-comment'
  end)
  world:screen_is(editor, 'status')
  editor:keys('<Esc>')
  local said = editor:said(':Treewright status<CR>')
  assert(said:match('^treewright: %d[%d.]*: idle, %d+ ms, the comment says'), said)
  editor:lua([[vim.o.statusline = '']])
end)

case('the log opens at its end', function(world)
  local editor = world:editor('commands', { server = world.server })
  editor:open('log.py', '<|>')
  editor:keys(':Treewright log<CR>')
  editor.wait_until('the log', function()
    return editor:lua([[return vim.fn.expand('%:p') == vim.lsp.log.get_filename() and vim.bo.readonly
      and vim.fn.line('.') == vim.fn.line('$')]])
  end)
  editor:keys(':tabclose<CR>')
end)

case('checkhealth says what is found', function(world)
  local editor = world:editor('commands', { server = world.server })
  editor:open('health.py', '<|>')
  local report = editor:lua([[vim.cmd.checkhealth('treewright')
    local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
    vim.cmd.bwipeout()
    return table.concat(lines, '\n')]])
  for _, expected in ipairs({ 'Neovim', 'verified', 'ghost text: on', 'accept: <Tab>', 'running; serves', 'the log is' }) do
    assert(report:find(expected, 1, true), ('no "%s" in\n%s'):format(expected, report))
  end
  assert(not report:find('ERROR', 1, true), report)
end)

case('restart: the same buffers, another process', function(world)
  local editor = world:editor('commands', { server = world.server })
  editor:open('restart.py', saving)
  local id = [[return (vim.lsp.get_clients({ name = 'treewright', bufnr = 0 })[1] or {}).id or 0]]
  local before = editor:lua(id)
  editor:keys(':Treewright restart<CR>')
  editor.wait_until('another server', function()
    local now = editor:lua(id)
    return now ~= 0 and now ~= before
  end)
  assert(editor:change(':Treewright generate<CR>') ~= '', 'it serves the buffer')
end)

return function()
  return cases
end
