-- The window that shows what led to which token.
local comment = 'import json\n\n\ndef read_settings(path):\n    # read the json file at path'

local cases = {}

local function case(name, run)
  cases[#cases + 1] = { name = name, run = run }
end

local function open_window(editor, keys)
  editor:lua('_G.messages = {}')
  editor:keys(keys)
  editor.wait_until('the window', function()
    local said = editor:lua('return _G.messages')
    assert(#said == 0, said[1])
    return editor:lua([[return vim.bo.filetype]]) == 'treewright-attention'
  end)
end

-- Puts the cursor on a token of the code.
local function go_to(editor, token)
  editor:lua([[vim.fn.search('\\V' .. ..., 'w')]], token)
  editor:lua([[vim.api.nvim_exec_autocmds('CursorMoved', { buffer = 0 })]])
end

case('of a suggestion that is shown: the words of the token under the cursor are marked, others with another', function(world)
  local editor = world:editor()
  editor:open('preview.py', comment:sub(1, -2) .. '<|>\n')
  editor:enter_insert_mode()
  editor:type('h')
  local code = editor:ghost_text()
  open_window(editor, '<Cmd>Treewright attention<CR>')
  local shown = table.concat(editor:lua('return vim.api.nvim_buf_get_lines(0, 0, -1, false)'), '\n')
  assert(shown:find('comment read the json file at path', 1, true), shown)
  for _, line in ipairs(vim.split(code, '\n')) do
    assert(shown:find(vim.trim(line), 1, true), shown)
  end
  go_to(editor, 'with')
  world:screen_is(editor, 'attention')
  go_to(editor, 'path)')
  world:screen_is(editor, 'attention_copied')
  editor:keys('q')
  editor.wait_until('the end of the window', function()
    return editor:lua([[return vim.bo.filetype]]) == 'python'
  end)
  editor:text_is(comment .. '\n')
end)

case('of a suggestion that was shown until insert mode was left', function(world)
  local editor = world:editor()
  editor:open('left.py', comment:sub(1, -2) .. '<|>\n')
  editor:enter_insert_mode()
  editor:type('h')
  local code = editor:ghost_text()
  editor:keys('<M-]>')
  local second = editor:ghost_text(function(text)
    return text ~= code
  end)
  editor:keys('<Esc>')
  editor:no_ghost_text()
  open_window(editor, ':Treewright attention<CR>')
  local shown = table.concat(editor:lua('return vim.api.nvim_buf_get_lines(0, 0, -1, false)'), '\n')
  for _, line in ipairs(vim.split(second, '\n')) do
    assert(shown:find(vim.trim(line), 1, true), shown)
  end
  editor:keys('q')
end)

case('of code that was generated', function(world)
  local editor = world:editor()
  editor:open('generated.py', comment .. '<|>\n')
  editor:change(':Treewright generate<CR>')
  open_window(editor, ':Treewright attention<CR>')
  world:screen_is(editor, 'attention_generated')
  editor:keys('q')
end)

case('a source opens where the code like it is', function(world)
  vim.fn.writefile(vim.split(comment .. '\n    with open(path) as f:\n        return json.load(f)', '\n'), world.home .. '/source.py')
  local editor = world:indexing_editor()
  editor:open('asks.py', comment .. '<|>\n')
  editor.wait_until('the index', function()
    local items = editor:lua([[local client = vim.lsp.get_clients({ name = 'treewright' })[1]
      local params = { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = 4, character = ... } }
      local answer = client:request_sync('textDocument/completion', params, 5000, 0)
      return vim.tbl_filter(function(item) return item.data.like ~= nil end, answer.result.items)]], #'    # read the json file at path')
    return #items > 0
  end)
  editor:change(':Treewright generate<CR>')
  open_window(editor, ':Treewright attention<CR>')
  -- Below it stands what is less like it: other cases' files guide the model as well.
  local row = editor:lua([[return vim.fn.search('^like ', 'cw')]])
  local label = editor:lua([[return vim.fn.getline('.')]])
  -- Another case may have left a file that is as much like it.
  local name, number = label:match('^like (%w+%.py):(%d+), 1%.00$')
  local line = tonumber(number)
  assert(row > 0 and line, label)
  editor:keys('<CR>')
  editor.wait_until('the source', function()
    return editor:lua([[return vim.fn.expand('%:t')]]) == name
  end)
  assert(editor:lua([[return vim.fn.line('.')]]) == line, 'at another line than ' .. line)
end)

case('where there is no code it is said', function(world)
  local editor = world:editor()
  editor:open('nothing.py', 'x = 1<|>\n')
  local said = editor:said(':Treewright attention<CR>')
  assert(said == 'treewright: no comment here', said)
end)

return function()
  return cases
end
