-- What accepting inserts: what was shown, in one step of undo, whatever else has the key.
local comment = 'import json\n\n\ndef read_settings(path):\n    # read the json file at path'

local cases = {}

local function case(name, run)
  cases[#cases + 1] = { name = name, run = run }
end

---@param text? string
local function end_comment(editor, file, text)
  text = text or comment
  editor:open(file, text:sub(1, -2) .. '<|>\n')
  editor:enter_insert_mode()
  editor:type(text:sub(-1))
  return editor:ghost_text()
end

-- From the next answer on, what the real server offers is a line longer; `after` is run before the screen is drawn again.
local longer = [[local after = ...
  local client = vim.lsp.get_clients({ name = 'treewright', bufnr = 0 })[1]
  local request = client.request
  client.request = function(self, method, params, handler, ...)
    return request(self, method, params, function(err, result, ...)
      local is_ghost_text = method == 'textDocument/inlineCompletion'
      for _, item in ipairs(is_ghost_text and result and result.items or {}) do
        item.insertText = item.insertText .. '\n    # longer'
      end
      handler(err, result, ...)
      if is_ghost_text then assert(loadstring(after))() end
    end, ...)
  end
  _G.restore = function() client.request = nil end]]

case('an answer that has come but is not drawn yet is not what is accepted', function(world)
  local editor = world:editor('changes')
  local code = end_comment(editor, 'changes.py')
  editor:lua(longer, [[require('treewright').accept()]])
  editor:keys('<M-Bslash>')
  editor:text_is(comment .. '\n' .. code .. '\n')
  editor:lua('_G.restore()')
end)

case('an answer that is drawn is what is accepted', function(world)
  local editor = world:editor('changes')
  local code = end_comment(editor, 'changes.py')
  editor:lua(longer, '')
  editor:keys('<M-Bslash>')
  editor:ghost_text_is(code .. '\n    # longer')
  editor:keys('<Tab>')
  editor:text_is(comment .. '\n' .. code .. '\n    # longer\n')
  editor:lua('_G.restore()')
end)

case('below the last line of the window there is room, or it is said how much is not seen', function(world)
  local editor = world:editor('low')
  local text = ('x = 1\n'):rep(40) .. comment
  local code = end_comment(editor, 'bottom.py', text)
  assert(select(2, code:gsub('\n', '')) > 0, 'the code has one line')
  editor:keys('<Tab>')
  editor:text_is(text .. '\n' .. code .. '\n')
  editor:keys('<Esc>u')
  editor:lua('vim.cmd.split() vim.cmd.resize(1)')
  editor:keys('A<M-Bslash>')
  editor.wait_until('the note', function()
    return editor.nvim.screen:text_in('GhostNote'):find('+2 lines', 1, true) ~= nil
  end)
  editor:keys('<Esc>')
  world:drop_editor('low')
end)

case('what is accepted from the menu is one step of undo, and what was typed before is another', function(world)
  local editor = world:editor()
  local code = end_comment(editor, 'menu_undo.py')
  editor:keys('<C-x><C-o>')
  editor:menu()
  editor:keys('<C-n><C-y>')
  editor:text_is(comment .. '\n' .. code .. '\n')
  editor:keys('<Esc>u')
  editor:text_is(comment .. '\n')
  editor:keys('u')
  editor:text_is(comment:sub(1, -2) .. '\n')
  editor:keys('<C-r><C-r>')
  editor:text_is(comment .. '\n' .. code .. '\n')
end)

case('the number of a suggestion counts the same list while it is typed through', function(world)
  local editor = world:editor()
  local first = end_comment(editor, 'count.py')
  editor:keys('<M-]>')
  local code = editor:ghost_text(function(text)
    return text ~= first
  end)
  local function note()
    return vim.trim(editor.nvim.screen:text_in('GhostNote'))
  end
  editor.wait_until('the number', function()
    return note() == '(2/5)'
  end)
  editor:type('\n' .. vim.trim(code):sub(1, 2))
  editor.wait_until('less of it', function()
    return #editor:ghost() < #vim.trim(code)
  end)
  assert(note() == '(2/5)', note())
end)

case('the menu says where an entry is from', function(world)
  local lines = vim.split(comment .. '\n    with open(path) as f:\n        return json.load(f)', '\n')
  vim.fn.writefile(lines, world.home .. '/origin.py')
  local editor = world:indexing_editor(100)
  editor:open('from.py', comment .. '<|>\n')
  editor.wait_until('an entry like the workspace', function()
    editor:keys('<Esc>A<C-x><C-o>')
    vim.wait(1000)
    local screen = table.concat(editor.nvim.screen:lines(), '\n')
    return screen:find('like %w+%.py:%d+') ~= nil
  end)
  editor:keys('<C-e><Esc>')
end)

-- Each kind of mapping, as a user makes it: the key accepts where something is shown, and does what it says elsewhere.
local kinds = {
  ['global'] = [[vim.keymap.set('i', '<Tab>', 'mine')]],
  ['global expr'] = [[vim.keymap.set('i', '<Tab>', function() return 'mine' end, { expr = true })]],
  ['buffer-local, made later'] = [[vim.api.nvim_create_autocmd('InsertEnter', { once = true, callback = function(args)
    vim.keymap.set('i', '<Tab>', 'mine', { buffer = args.buf }) end })]],
  ['buffer-local expr, made with every InsertEnter'] = [[vim.api.nvim_create_autocmd('InsertEnter', { callback = function(args)
    vim.keymap.set('i', '<Tab>', function() return 'mine' end, { buffer = args.buf, expr = true }) end })]],
  ['buffer-local, made before the server comes'] = [[vim.api.nvim_create_autocmd('FileType', { callback = function(args)
    vim.keymap.set('i', '<Tab>', 'mine', { buffer = args.buf }) end })]],
  ['Vim script, expr'] = [[vim.cmd("inoremap <expr> <Tab> pumvisible() ? '<C-n>' : 'mine'")]],
}

for kind, make in vim.spairs(kinds) do
  case("a mapping of the user's own and ours live together: " .. kind, function(world)
    local name = 'maps ' .. kind
    local editor = world:editor(name)
    editor:lua(make)
    local code = end_comment(editor, 'maps.py')
    editor:keys('<Tab>')
    editor:text_is(comment .. '\n' .. code .. '\n')
    for round = 1, 3 do
      editor:keys('<Esc>o')
      editor:mode_is('i')
      vim.wait(50)
      editor:keys('<Tab>')
      editor.wait_until("the user's mapping, time " .. round, function()
        return select(2, editor:text():gsub('mine', '')) == round
      end)
    end
    editor:keys('<Esc>')
    world:drop_editor(name)
  end)
end

return function()
  return cases
end
