-- Servers that are slow, die, or answer nonsense: the editor goes on, and says what is wrong.
local comment = 'import json\n\n\ndef read_settings(path):\n    # read the json file at path'
local unfinished = comment:sub(1, -2) .. '<|>\n'

local cases = {}

local function case(name, run)
  cases[#cases + 1] = { name = name, run = run }
end

local function node_server(world, name, ...)
  return vim.list_extend({ world.node, world.source .. '/tests/e2e/vscode/servers/' .. name }, { ... })
end

local function statusline_is(editor, expected)
  editor.wait_until(expected, function()
    return editor:lua([[return require('treewright').statusline()]]) == expected
  end)
end

-- Keys are taken and the text is as typed, whatever the server does.
local function still_types(editor)
  editor:enter_insert_mode()
  editor:type('h!')
  editor:text_is(comment .. '!\n')
  editor:keys('<BS><Esc>')
end

local function asked(log)
  return #vim.tbl_filter(function(method)
    return method == 'textDocument/inlineCompletion'
  end, vim.fn.readfile(log))
end

case('a slow server: typing does not wait, the ghost text comes; what is typed through is not asked again', function(world)
  local log = world.home .. '/methods'
  local relay = vim.list_extend(node_server(world, 'relay.js', log, '1000'), world.server)
  local editor = world:editor('slow', { server = relay })
  editor:show('slow.py', unfinished)
  local start = vim.uv.hrtime()
  still_types(editor)
  assert(vim.uv.hrtime() - start < 1e9, 'typing waited for the server')
  editor:open('slow.py', unfinished)
  editor:enter_insert_mode()
  editor:type('h')
  local code = editor:ghost_text():gsub('^%s+', '')
  local before = asked(log)
  editor:type('\n' .. code:sub(1, 8))
  editor:ghost_text_is(code:sub(9))
  editor:keys('<M-Right>')
  editor:ghost_text(function(text)
    return #text < #code - 8
  end)
  assert(asked(log) == before, 'it was asked again')
  world:drop_editor('slow')
end)

case('a server that is killed is started again', function(world)
  local editor = world:editor('killed', { server = world.server })
  editor:open('killed.py', unfinished)
  local id = editor:lua([[return vim.lsp.get_clients({ name = 'treewright' })[1].id]])
  editor:lua([[for _, pid in ipairs(vim.api.nvim_get_proc_children(vim.fn.getpid())) do vim.uv.kill(pid, 'sigkill') end]])
  statusline_is(editor, 'restarting')
  still_types(editor)
  editor.wait_until('another server', function()
    return editor:lua([[local c = vim.lsp.get_clients({ name = 'treewright', bufnr = 0 })[1]
      return c ~= nil and c.id ~= ... and c.initialized == true]], id)
  end)
  editor:open('killed.py', unfinished)
  editor:enter_insert_mode()
  editor:type('h')
  editor:ghost_text()
end)

case('a model that lies in the workspace is not taken', function(world)
  for _, name in ipairs({ 'python-base', 'sentence-vectors' }) do
    local planted = world.home .. '/models/' .. name
    vim.fn.mkdir(planted, 'p')
    vim.fn.writefile({ 'planted' }, planted .. '/config.json')
  end
  local editor = world:editor('planted', { server = { world.program, 'lsp' } })
  editor:open('planted.py', unfinished)
  editor:enter_insert_mode()
  editor:type('h')
  editor:ghost_text()
  world:drop_editor('planted')
  vim.fn.delete(world.home .. '/models', 'rf')
end)

case('while the server is gone, typing goes on in peace', function(world)
  local editor = world:editor('gone', { server = world.server })
  editor:lua([[require('treewright.lifetime').delays_ms = { 60000 }]])
  editor:open('gone.py', unfinished)
  editor:lua([[for _, pid in ipairs(vim.api.nvim_get_proc_children(vim.fn.getpid())) do vim.uv.kill(pid, 'sigkill') end]])
  statusline_is(editor, 'restarting')
  editor:enter_insert_mode()
  editor:type('h')
  editor:stays_without_ghost_text()
  editor:mode_is('i')
  editor:type('!')
  editor:text_is(comment .. '!\n')
  world:drop_editor('gone')
end)

case('a server that dies at once is given up after five times', function(world)
  local editor = world:editor('dies', { server = { 'sh', '-c', 'exit 3' } })
  editor:lua([[local timers = require('treewright.lifetime')
    timers.delays_ms = { 10, 10, 10, 10 }]])
  editor:show('dies.py', unfinished)
  statusline_is(editor, 'stopped')
  local said = editor:lua([[return vim.tbl_filter(function(one) return vim.startswith(one, 'treewright:') end, _G.messages)]])
  assert(#said == 5 and said[5]:find('died too often (exit code 3)', 1, true), vim.inspect(said))
  still_types(editor)
  world:drop_editor('dies')
end)

for _, kind in ipairs({ 'noise', 'broken' }) do
  case('a server that answers no messages is ended: ' .. kind, function(world)
    local editor = world:editor(kind, { server = node_server(world, 'garbage.js', kind) })
    editor:lua([[require('treewright.lifetime').patience_ms = 500]])
    editor:let_messages_pass()
    editor:show(kind .. '.py', unfinished)
    still_types(editor)
    statusline_is(editor, 'stopped')
    editor.wait_until('the end of the process', function()
      return editor:lua([[return #vim.api.nvim_get_proc_children(vim.fn.getpid())]]) == 0
    end)
    world:drop_editor(kind)
  end)
end

case('answers of the wrong types change nothing', function(world)
  local editor = world:editor('wrong', { server = node_server(world, 'garbage.js', 'wrong') })
  editor:open('wrong.py', unfinished)
  editor:enter_insert_mode()
  for character in ('habcdefg'):gmatch('.') do
    editor:keys(character)
    vim.wait(50)
  end
  editor:text_is(comment .. 'abcdefg\n')
  assert(editor:ghost() == '', 'it shows nonsense')
  editor:keys('<Esc>:Treewright generate<CR>:Treewright why<CR>:Treewright attention<CR>')
  vim.wait(300)
  editor:text_is(comment .. 'abcdefg\n')
  world:drop_editor('wrong')
end)

return function()
  return cases
end
