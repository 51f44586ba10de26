-- What a new user meets first: a server that is not there yet, that dies, and comments that get no code.
local comment = 'import json\n\n\ndef read_settings(path):\n    # read the json file at path'
local unfinished = comment:sub(1, -2) .. '<|>\n'
local above_code = 'def first(rows):\n    # return the first ro<|>\n    return rows[0]\n'

local cases = {}

local function case(name, run)
  cases[#cases + 1] = { name = name, run = run }
end

local function statusline(editor)
  return editor:lua([[return require('treewright').statusline()]])
end

local function hint(editor)
  return vim.trim(editor.nvim.screen:text_in('Hint'))
end

local function hint_is(editor, expected)
  editor.wait_until('the hint "' .. expected .. '"', function()
    return hint(editor) == expected
  end)
end

local kill = [[for _, pid in ipairs(vim.api.nvim_get_proc_children(vim.fn.getpid())) do vim.uv.kill(pid, 'sigkill') end]]

-- Outside of any project, as the first file that anybody opens may be.
local function no_project()
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder)
  return folder
end

for _, seconds in ipairs({ 0.3, 1, 2 }) do
  case(('a comment finished %.1f s after the start gets its suggestion, outside of a project too'):format(seconds), function(world)
    local name, folder = 'starts' .. seconds, no_project()
    local editor = world:editor(name, { server = world.server })
    local start = vim.uv.hrtime()
    editor:show('starts.py', unfinished, folder)
    assert(statusline(editor) == 'loading', 'the status says ' .. statusline(editor))
    editor:enter_insert_mode()
    vim.wait(math.max(seconds * 1000 - (vim.uv.hrtime() - start) / 1e6, 0))
    editor:type('h')
    editor:ghost_text()
    assert(statusline(editor) == '', 'the status says ' .. statusline(editor))
    world:drop_editor(name)
    vim.fn.delete(folder, 'rf')
  end)
end

-- The first answers say that the model is loading; what the real server says then is real.
case('what is asked while the model loads is asked again', function(world)
  local editor = world:editor()
  editor:open('loading.py', unfinished)
  editor:lua([[local client = vim.lsp.get_clients({ name = 'treewright', bufnr = 0 })[1]
    local request, left = client.request, 2
    client.request = function(self, method, params, handler, ...)
      return request(self, method, params, function(err, result, ...)
        if method == 'textDocument/inlineCompletion' and left > 0 then
          left = left - 1
          result = { items = {}, data = { reason = 'model-loading' } }
        end
        return handler(err, result, ...)
      end, ...)
    end
    _G.restore = function() client.request = nil end]])
  editor:enter_insert_mode()
  editor:type('h')
  editor:ghost_text()
  editor:lua('_G.restore()')
end)

for _, width in ipairs({ 64, 30 }) do
  case(('a server that is killed needs no Enter, and what was asked is asked again: %d columns'):format(width), function(world)
    local name = 'speaks' .. width
    local editor = world:editor(name, { server = world.server, speaks = true, width = width })
    editor:open('speaks.py', unfinished)
    editor:enter_insert_mode()
    editor:type('h')
    local code = editor:ghost_text()
    for _ = 1, 2 do
      local id = editor:lua([[return vim.lsp.get_clients({ name = 'treewright' })[1].id]])
      -- The question is open when the server dies.
      editor:keys('<BS>')
      editor:no_ghost_text()
      editor:keys('h')
      editor:lua(kill)
      editor.wait_until('another server', function()
        assert(not editor.nvim:request('nvim_get_mode').blocking, 'Neovim waits for a key')
        return editor:lua([[local c = vim.lsp.get_clients({ name = 'treewright', bufnr = 0 })[1]
          return c ~= nil and c.id ~= ... and c.initialized == true]], id)
      end)
      editor:ghost_text_is(code)
    end
    editor:keys('!')
    editor:text_is(comment .. '!\n')
    world:drop_editor(name)
  end)
end

case('a command that the server did not live to answer is run again, once', function(world)
  local editor = world:editor('dies_working', { server = world.server })
  editor:open('dies_working.py', comment .. '<|>\n')
  local before = editor:text()
  editor:lua('vim.cmd.Treewright("generate") ' .. kill)
  editor.wait_until('the code', function()
    return editor:text() ~= before
  end)
  local code = editor:text()
  vim.wait(500)
  assert(editor:text() == code, 'it was run again')
  assert(#editor:lua([[return vim.tbl_filter(function(one) return one:find('died', 1, true) end, _G.messages)]]) == 1)
  world:drop_editor('dies_working')
end)

case('no message needs Enter, however long it is', function(world)
  local editor = world:editor('narrow', { speaks = true, width = 30 })
  editor:open('narrow.py', 'x = 1<|>\n')
  local long = ('a long sentence, '):rep(10)
  for _, mode in ipairs({ 'n', 'i' }) do
    editor:keys(mode == 'i' and 'i' or '<Esc>')
    editor:mode_is(mode)
    editor:lua([[for _ = 1, 3 do require('treewright.message').say(...) end]], long)
    vim.wait(200)
    assert(not editor.nvim:request('nvim_get_mode').blocking, 'Neovim waits for a key')
  end
  for _, command in ipairs({ 'nonsense', 'status', 'why', 'attention', 'generate', 'next' }) do
    editor:keys('<Esc>:Treewright ' .. command .. '<CR>')
    vim.wait(200)
    assert(not editor.nvim:request('nvim_get_mode').blocking, command .. ': Neovim waits for a key')
  end
  local log = editor:lua([[return table.concat(vim.fn.readfile(vim.lsp.log.get_filename()), '\n')]])
  assert(log:find(vim.trim(long), 1, true), 'what was cut is not in the log')
end)

case('a comment with code below says so faintly, at three places', function(world)
  local editor = world:editor('hints', {})
  for number = 1, 3 do
    editor:open(('hint%d.py'):format(number), above_code)
    editor:enter_insert_mode()
    editor:type('w')
    hint_is(editor, 'code follows: :Treewright generate')
    assert(statusline(editor) == 'has-code', statusline(editor))
    if number == 1 then
      world:screen_is(editor, 'hint')
    end
    editor:type('s')
    vim.wait(300)
    hint_is(editor, 'code follows: :Treewright generate')
    editor:keys('<Esc>')
    hint_is(editor, '')
  end
  editor:open('hint4.py', above_code)
  editor:enter_insert_mode()
  editor:type('w')
  editor.wait_until('the answer', function()
    return statusline(editor) == 'has-code'
  end)
  vim.wait(300)
  assert(hint(editor) == '', 'a fourth time')
end)

case('hints can be turned off', function(world)
  local editor = world:editor('quiet', { setup = { hints = false } })
  editor:open('quiet.py', above_code)
  editor:enter_insert_mode()
  editor:type('w')
  editor.wait_until('the answer', function()
    return statusline(editor) == 'has-code'
  end)
  vim.wait(300)
  assert(hint(editor) == '', 'there is a hint')
end)

case('whoever asks sees why there is nothing, in insert mode', function(world)
  local editor = world:editor('quiet', { setup = { hints = false } })
  editor:open('asks_why.py', 'x = 1<|>\n')
  editor:enter_insert_mode()
  editor:keys('<M-Bslash>')
  hint_is(editor, 'no comment here')
  editor:mode_is('i')
  editor:keys('<Esc>')
  hint_is(editor, '')
end)

return function()
  return cases
end
