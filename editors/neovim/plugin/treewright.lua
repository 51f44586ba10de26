if vim.g.loaded_treewright then
  return
end
vim.g.loaded_treewright = true

local actions = {
  generate = function()
    require('treewright').generate()
  end,
  regenerate = function()
    require('treewright').regenerate()
  end,
  next = function()
    require('treewright').alternative(1)
  end,
  previous = function()
    require('treewright').alternative(-1)
  end,
  status = function()
    vim.notify(require('treewright').status())
  end,
  why = function()
    require('treewright').why()
  end,
  restart = function()
    require('treewright').restart()
  end,
}
local names = vim.tbl_keys(actions)
table.sort(names)

vim.api.nvim_create_user_command('Treewright', function(command)
  local action = actions[command.args]
  if not action then
    return vim.notify('Treewright: one of ' .. table.concat(names, ', '), vim.log.levels.ERROR)
  end
  action()
end, {
  nargs = 1,
  desc = 'Code from comments: ' .. table.concat(names, ', '),
  complete = function(typed)
    return vim.tbl_filter(function(name)
      return vim.startswith(name, typed)
    end, names)
  end,
})
