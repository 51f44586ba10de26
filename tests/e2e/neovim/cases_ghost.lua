-- Ghost text, as a user sees it and accepts it.
local comment = 'import json\n\n\ndef read_settings(path):\n    # read the json file at path'

local function without_last(text)
  return text:sub(1, -2) .. '<|>\n'
end

local unfinished = without_last(comment)

-- Ends the comment, which makes the editor ask.
---@param text? string up to the comment's end
local function end_comment(editor, file, text)
  text = text or comment
  editor:open(file, without_last(text))
  editor:enter_insert_mode()
  editor:type(text:sub(-1))
  return editor:ghost_text()
end

local function without_first_indent(code)
  return (code:gsub('^%s+', ''))
end

local cases = {}

local function case(name, run)
  cases[#cases + 1] = { name = name, run = run }
end

case('ghost text comes while a comment is typed, and Tab accepts it as one undo step', function(world)
  local editor = world:editor()
  local code = end_comment(editor, 'ghost.py')
  world:screen_is(editor, 'ghost_text')
  editor:keys('<Tab>')
  editor:text_is(comment .. '\n' .. code .. '\n')
  editor:no_ghost_text()
  assert(editor:change('<Esc>u') == comment .. '\n', 'undo takes more than the code')
end)

case('a word, then a line, then the rest', function(world)
  local editor = world:editor()
  local code = end_comment(editor, 'parts.py')
  local first_word = code:match('^%s*%w+')
  editor:keys('<M-Right>')
  editor:text_is(comment .. '\n' .. first_word .. '\n')
  world:screen_is(editor, 'word_accepted')
  editor:keys('<M-Down>')
  editor:text_is(comment .. '\n' .. code:match('^[^\n]+') .. '\n')
  world:screen_is(editor, 'line_accepted')
  editor:keys('<Tab>')
  editor:text_is(comment .. '\n' .. code .. '\n')
  editor:no_ghost_text()
end)

case('what the suggestion says can be typed; what it does not say ends it', function(world)
  local editor = world:editor()
  local code = without_first_indent(end_comment(editor, 'through.py'))
  editor:keys('<CR>')
  editor:ghost_text_is(code)
  editor:type(code:sub(1, 3))
  editor:ghost_text_is(code:sub(4))
  world:screen_is(editor, 'typed_through')
  editor:keys('<BS>')
  editor:ghost_text_is(code:sub(3))
  editor:type('~')
  editor:no_ghost_text()
end)

case('the other suggestions are a key away', function(world)
  local editor = world:editor()
  local first = end_comment(editor, 'cycle.py')
  editor:keys('<M-]>')
  local second = editor:ghost_text(function(text)
    return text ~= first
  end)
  world:screen_is(editor, 'second_suggestion')
  editor:keys('<M-[>')
  editor:ghost_text_is(first)
  editor:keys('<M-]>')
  editor:ghost_text_is(second)
  editor:keys('<Tab>')
  editor:text_is(comment .. '\n' .. second .. '\n')
end)

case('it goes when it is dismissed, when the cursor leaves, and with insert mode', function(world)
  local editor = world:editor()
  for _, key in ipairs({ '<C-]>', '<Up>', '<Esc>' }) do
    end_comment(editor, 'leave.py')
    editor:keys(key)
    editor:no_ghost_text()
    editor:stays_without_ghost_text()
    editor:text_is(comment .. '\n')
  end
end)

case('dismissed before the last key has its answer, it stays away until the next key', function(world)
  local editor = world:editor()
  end_comment(editor, 'stays_away.py')
  editor:type('s')
  vim.wait(50)
  editor:keys('<C-]>')
  editor:no_ghost_text()
  editor:stays_without_ghost_text()
  editor:keys('<BS>')
  editor:ghost_text()
end)

case('the menu has the place to itself, and gives it back', function(world)
  local editor = world:editor()
  -- Whose entries fit: Neovim marks one that is cut from 0.12 on.
  local short = 'def total(prices):\n    # print prices'
  local code = end_comment(editor, 'beside.py', short)
  editor:keys('<C-x><C-o>')
  editor:menu()
  editor:no_ghost_text()
  world:screen_is(editor, 'menu')
  editor:keys('<C-e>')
  editor:ghost_text_is(code)
  editor:keys('<C-x><C-o>')
  editor:menu()
  editor:keys('<C-n><C-y>')
  editor:text_is(short .. '\n' .. code .. '\n')
  editor:stays_without_ghost_text()
end)

case('the menu keeps the place, whatever is answered or selected meanwhile', function(world)
  local editor = world:editor()
  end_comment(editor, 'keeps.py')
  editor:keys('s<C-x><C-o>')
  editor:menu()
  editor:no_ghost_text()
  editor:stays_without_ghost_text()
  editor:keys('<C-n>')
  editor:stays_without_ghost_text()
  editor:keys('<C-e>')
  editor:ghost_text()
end)

case('tabs are as wide as in the file', function(world)
  local editor = world:editor()
  editor:open('tabs.py', 'def shout(text):\n\t# convert text to upper cas<|>\n')
  editor:enter_insert_mode()
  editor:type('e')
  editor:ghost_text()
  world:screen_is(editor, 'tabs')
end)

case('a key with nothing to accept does what it did before', function(world)
  local editor = world:editor()
  editor:open('keys.py', '<|>\n')
  editor:lua([[vim.bo.expandtab = false]])
  editor:enter_insert_mode()
  editor:keys('a<Tab>b')
  editor:text_is('a\tb\n')
  editor:lua([[vim.keymap.set('i', '<Tab>', 'typed')]])
  editor:keys('<Tab>')
  editor:text_is('a\tbtyped\n')
  editor:lua([[vim.keymap.set('i', '<Tab>', function() return '<BS>!' end, { expr = true })]])
  editor:keys('<Tab>')
  editor:text_is('a\tbtype!\n')
  editor:lua([[vim.keymap.set('i', '<Tab>', function() vim.api.nvim_set_current_line('called') end)]])
  editor:keys('<Tab>')
  editor:text_is('called\n')
  editor:lua([[vim.keymap.del('i', '<Tab>')]])
end)

case('manual: it comes when it is asked for, and it is said why it does not', function(world)
  local manual = { lsp = { settings = { treewright = { trigger = 'manual' } } } }
  local editor = world:editor('manual', { setup = manual })
  editor:open('manual.py', unfinished)
  editor:enter_insert_mode()
  editor:type('h')
  vim.wait(500)
  assert(editor:ghost() == '', 'it came unasked')
  editor:keys('<M-Bslash>')
  editor:ghost_text()
  editor:open('code.py', 'x = 1<|>\n')
  editor:enter_insert_mode()
  local said = editor:said('<M-Bslash>')
  assert(said == 'treewright: no suggestion: no comment here', said)
end)

case('off: neither keys nor text; <Plug> mappings ask and accept', function(world)
  local editor = world:editor('off', { setup = { ghost_text = false, keymaps = false } })
  editor:open('off.py', unfinished)
  editor:enter_insert_mode()
  editor:type('h')
  vim.wait(500)
  assert(editor:ghost() == '', 'it came')
  assert(editor:lua([[return #vim.api.nvim_buf_get_keymap(0, 'i')]]) == 0, 'it has mapped keys')
  editor:lua([[vim.keymap.set('i', '<C-j>', '<Plug>(treewright-trigger)')
    vim.keymap.set('i', '<C-l>', '<Plug>(treewright-accept-line)')]])
  editor:keys('<C-j>')
  local code = editor:ghost_text()
  editor:keys('<C-l>')
  editor:text_is(comment .. '\n' .. code:match('^[^\n]+') .. '\n')
end)

case('nothing runs in files of other languages', function(world)
  local editor = world:editor('elsewhere')
  editor:show('other.lua', '-- read the json file at pat<|>\n')
  editor:enter_insert_mode()
  editor:type('h')
  vim.wait(500)
  local found = editor:lua([[return {
      clients = #vim.lsp.get_clients(),
      keys = #vim.tbl_filter(function(map) return vim.startswith(map.desc or '', 'treewright') end,
        vim.api.nvim_buf_get_keymap(0, 'i')),
      autocommands = #vim.tbl_filter(function(one) return vim.startswith(one.group_name or '', 'treewright') end,
        vim.api.nvim_get_autocmds({ buffer = 0 })),
      parts = vim.tbl_filter(function(name) return package.loaded['treewright.' .. name] ~= nil end,
        { 'ghost', 'question', 'menu', 'attention', 'lifetime' }),
    }]])
  assert(vim.deep_equal(found, { clients = 0, keys = 0, autocommands = 0, parts = {} }), vim.inspect(found))
end)

return function()
  return cases
end
