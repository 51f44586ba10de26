if vim.g.loaded_treewright then
  return
end
vim.g.loaded_treewright = true

require('treewright.highlights').define()
require('treewright.keys').define_plugs()

local function names()
  local all = vim.tbl_keys(require('treewright').commands)
  table.sort(all)
  return all
end

vim.api.nvim_create_user_command('Treewright', function(command)
  local action = require('treewright').commands[command.args]
  if not action then
    local what = ('no command "%s"; try <Tab>'):format(command.args)
    return require('treewright.message').say(what, vim.log.levels.ERROR)
  end
  action()
end, {
  nargs = 1,
  desc = 'Code from comments',
  complete = function(typed)
    return vim.tbl_filter(function(name)
      return vim.startswith(name, typed)
    end, names())
  end,
})
