-- As a package on 'packpath', with nothing but Neovim: every editor of these tests is one; here is what else comes with it.
local cases = {}

local function case(name, run)
  cases[#cases + 1] = { name = name, run = run }
end

case('the help has a tag for everything that can be set, typed, mapped or coloured', function(world)
  local editor = world:editor()
  editor:lua('vim.cmd.helptags(...)', world.home .. '/pack/test/start/treewright/doc')
  local names = editor:lua([[
    local names = { 'treewright', ':Treewright', 'treewright.setup()', 'treewright.statusline()', 'TreewrightStatus' }
    for command in pairs(require('treewright').commands) do table.insert(names, ':Treewright-' .. command) end
    for _, name in ipairs({ 'accept', 'cycle', 'dismiss', 'trigger' }) do table.insert(names, 'treewright.' .. name .. '()') end
    for option in pairs(require('treewright.options').defaults) do table.insert(names, 'treewright-' .. option) end
    for action in pairs(require('treewright.keys').actions) do
      table.insert(names, ('<Plug>(treewright-%s)'):format((action:gsub('_', '-'))))
    end
    for group in pairs(require('treewright.highlights').links) do table.insert(names, 'hl-' .. group) end
    return names]])
  local missing = editor:lua(
    [[return vim.tbl_filter(function(name)
      return not vim.list_contains(vim.tbl_map(function(tag) return tag.name end, vim.fn.taglist('.')), name)
        and not vim.list_contains(vim.fn.getcompletion(name, 'help'), name)
    end, ...)]],
    names
  )
  assert(#missing == 0, 'no help for ' .. table.concat(missing, ', '))
  editor:keys(':help treewright<CR>')
  editor.wait_until('the help', function()
    return editor:lua([[return vim.fn.expand('%:t')]]) == 'treewright.txt'
  end)
  editor:keys(':quit<CR>')
end)

case('options that are wrong are refused in one line', function(world)
  local editor = world:editor()
  for given, expected in pairs({
    ['{ ghost_text = 7 }'] = "ghost_text: expected true, false, 'native' or 'own'",
    ['{ keymaps = { acept = "<Tab>" } }'] = 'keymaps.acept: no such action',
    ['{ keymaps = { accept = 7 } }'] = 'keymaps.accept: expected a key, or false',
    ['{ autotrigger = "yes" }'] = 'autotrigger: expected boolean',
  }) do
    local said = editor:lua(("return select(2, pcall(require('treewright').setup, %s))"):format(given))
    assert(said and said:find(expected, 1, true), ('%s: %s'):format(given, said))
  end
end)

return function()
  return cases
end
