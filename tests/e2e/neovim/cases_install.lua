-- The ways to install that the documents name, and what comes with each. Every other case has a package on 'packpath'.
local Nvim = require('nvim')

local cases = {}

local function case(name, run)
  cases[#cases + 1] = { name = name, run = run }
end

-- A user's own Neovim, whose init.lua has `lines`.
local function installed(lines)
  local home = vim.fn.tempname()
  vim.fn.mkdir(home .. '/nvim', 'p')
  vim.fn.writefile(lines, home .. '/nvim/init.lua')
  local env = { NVIM = false, NVIM_APPNAME = 'nvim' }
  for _, kind in ipairs({ 'CONFIG', 'DATA', 'STATE', 'CACHE' }) do
    env['XDG_' .. kind .. '_HOME'] = home
  end
  local arguments = { '-u', home .. '/nvim/init.lua' }
  return Nvim.start({ env = env, arguments = arguments, cwd = home, width = 64, height = 14 }), home
end

local function help_opens(nvim)
  nvim:request('nvim_command', 'help treewright')
  assert(nvim:request('nvim_eval', "expand('%:t')") == 'treewright.txt', 'another help')
end

case('installed by the runtime path: help and command are there', function(world)
  local nvim, home = installed({
    ("vim.opt.runtimepath:append('%s/editors/neovim')"):format(world.source),
    "require('treewright').setup()",
  })
  help_opens(nvim)
  assert(nvim:request('nvim_eval', "exists(':Treewright')") == 2, 'no :Treewright')
  nvim:quit()
  vim.fn.delete(home, 'rf')
end)

case('installed as a package, by a link: help and command are there', function(world)
  local packages = vim.fn.tempname()
  vim.fn.mkdir(packages .. '/pack/treewright/start', 'p')
  assert(vim.uv.fs_symlink(world.source .. '/editors/neovim', packages .. '/pack/treewright/start/treewright'))
  local nvim, home = installed({ ("vim.opt.packpath:prepend('%s')"):format(packages), "require('treewright').setup()" })
  help_opens(nvim)
  assert(nvim:request('nvim_eval', "exists(':Treewright')") == 2, 'no :Treewright')
  nvim:quit()
  vim.fn.delete(home, 'rf')
  vim.fn.delete(packages, 'rf')
end)

-- lazy.nvim, packer and others put the folder on the runtime path and make its help tags.
case('a plugin manager that makes the help tags leaves the checkout as it was', function(world)
  local copy = vim.fn.tempname()
  vim.system({ 'cp', '-r', world.source .. '/editors/neovim', copy }):wait()
  vim.fn.delete(copy .. '/doc/tags')
  local nvim, home = installed({})
  nvim:request('nvim_command', 'helptags ' .. copy .. '/doc')
  local made, kept = vim.fn.readblob(copy .. '/doc/tags'), vim.fn.readblob(world.source .. '/editors/neovim/doc/tags')
  assert(made == kept, 'doc/tags is not up to date: type :helptags editors/neovim/doc')
  nvim:quit()
  vim.fn.delete(home, 'rf')
  vim.fn.delete(copy, 'rf')
end)

case('the help has a tag for everything that can be set, typed, mapped or coloured', function(world)
  local editor = world:editor()
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
    ['{ ghost_text = 7 }'] = 'ghost_text: expected boolean',
    ['{ hints = "no" }'] = 'hints: expected boolean',
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
