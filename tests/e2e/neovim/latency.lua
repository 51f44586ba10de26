-- nvim -l latency.lua SOURCE-DIR SERVER MODEL: from the last key of a comment to its ghost text, warm, beside a provider that
-- draws at once; and how long the main loop stands still while comments are typed, with and without the client. Both in
-- turns, so that the machine's load is the same for both.
local source, program, model = unpack(_G.arg)
local here = source .. '/tests/e2e/neovim'
package.path = here .. '/?.lua;' .. package.path
local World = require('world')

local rounds, warm_up = 40, 5
local key_interval_ms = 30

local nouns = { 'values', 'words', 'prices', 'names', 'rows', 'items', 'lines', 'scores', 'files', 'users' }
local asks = { 'sort the', 'return the number of', 'print the', 'reverse the', 'remove empty' }

-- A file in which a comment is to be typed: each is a question of its own.
local function question(round)
  local noun = nouns[round % #nouns + 1]
  local ask = asks[math.floor(round / #nouns) % #asks + 1]
  local lines = {}
  for number = 1, 200 do
    table.insert(lines, ('def other%d(x):\n    # add one to x\n    return x + 1\n\n\n'):format(number))
  end
  table.insert(lines, ('def f%d(%s):\n    # <|>\n'):format(round, noun))
  return table.concat(lines), ('%s %s'):format(ask, noun)
end

-- Draws when the text changes: what no client can be faster than.
local at_once = [[
  local namespace = vim.api.nvim_create_namespace('at once')
  vim.api.nvim_create_autocmd('TextChangedI', { callback = function()
    local place = vim.api.nvim_win_get_cursor(0)
    vim.api.nvim_buf_clear_namespace(0, namespace, 0, -1)
    if vim.api.nvim_get_current_line():find(_G.waited_for, 1, true) then
      vim.api.nvim_buf_set_extmark(0, namespace, place[1] - 1, place[2],
        { virt_lines = { { { '    pass', 'TreewrightGhost' } } } })
    end
  end })]]

-- How long the server says that it took.
local remember_status = [[
  vim.api.nvim_create_autocmd('User', { pattern = 'TreewrightStatus', callback = function(args)
    _G.took = args.data and args.data.milliseconds or _G.took
  end })]]

-- A clock that ticks on the main loop; where a tick comes late, the loop was busy, or the machine was.
local start_clock = [[
  _G.gaps = {}
  local timer, last, cpu = vim.uv.new_timer(), nil, nil
  timer:start(1, 1, function()
    local now, spent = vim.uv.hrtime() / 1e6, os.clock() * 1e3
    if last then table.insert(_G.gaps, { now - last, spent - cpu }) end
    last, cpu = now, spent
  end)
  _G.clock = timer]]

local files = 0

-- Each in a file of its own: an editor asks before it reads one again that another has written.
local function open(editor, round)
  local text, comment = question(round)
  files = files + 1
  editor:show(('file_%d.py'):format(files), text)
  editor:lua('_G.waited_for = ...', comment)
  editor:enter_insert_mode()
  return comment
end

-- In milliseconds; nil where nothing is shown in time.
local function measure_ghost(editor, round)
  local comment = open(editor, round)
  editor:type(comment:sub(1, -2))
  vim.wait(400)
  editor:keys('<C-]>')
  editor:no_ghost_text()
  local shown
  editor.nvim.screen.on_flush = function()
    shown = shown or editor:ghost() ~= '' and vim.uv.hrtime() or nil
  end
  local pressed = vim.uv.hrtime()
  editor.nvim:send('nvim_input', comment:sub(-1))
  vim.wait(5000, function()
    return shown ~= nil
  end, 1)
  editor.nvim.screen.on_flush = nil
  editor:keys('<Esc>')
  return shown and (shown - pressed) / 1e6
end

local function measure_stalls(editor, round)
  local comment = open(editor, round)
  editor:lua(start_clock)
  for character in comment:gmatch('.') do
    editor.nvim:send('nvim_input', character)
    vim.wait(key_interval_ms)
  end
  vim.wait(200)
  local gaps = editor:lua('_G.clock:stop(); _G.clock:close(); return _G.gaps')
  editor:keys('<Esc>')
  return gaps
end

local function quantile(values, share)
  table.sort(values)
  return values[math.min(#values, math.floor(share * #values) + 1)] or 0 / 0
end

local function report(name, values)
  io.write(('%-44s p50 %6.1f ms, p95 %6.1f ms, max %6.1f ms, %d\n'):format(
    name, quantile(values, 0.5), quantile(values, 0.95), quantile(values, 1), #values))
end

local function compare_ghost(with, without)
  local debounce = with:lua([[return require('treewright.pace').shortest_ms]])
  local all, server = { with = {}, without = {} }, {}
  with:lua(remember_status)
  for round = 1, rounds + warm_up do
    local took = { without = measure_ghost(without, round), with = measure_ghost(with, round) }
    for name, milliseconds in pairs(round > warm_up and took or {}) do
      table.insert(all[name], milliseconds - (name == 'with' and debounce or 0))
    end
    table.insert(server, round > warm_up and with:lua('return _G.took') or nil)
  end
  io.write(('key to ghost text (without the %d ms that the client waits for the next key)\n'):format(debounce))
  report('  at once', all.without)
  report('  treewright', all.with)
  report("  treewright, the server's part", server)
end

local function compare_stalls(with, without)
  local all = { with = { wall = {}, cpu = {} }, without = { wall = {}, cpu = {} } }
  for round = 1, rounds do
    for name, editor in pairs({ with = with, without = without }) do
      for _, gap in ipairs(measure_stalls(editor, round)) do
        table.insert(all[name].wall, gap[1])
        table.insert(all[name].cpu, gap[2])
      end
    end
  end
  io.write('between two ticks of a clock of 1 ms on the main loop, while comments are typed\n')
  for _, name in ipairs({ 'without', 'with' }) do
    report(('  %s treewright, on the wall'):format(name), all[name].wall)
    report(('  %s treewright, of the processor'):format(name), all[name].cpu)
  end
end

local world = World.new({ source = source, here = here, program = program, model = model })
local with = world:editor('with', { server = world.server })
with:open('first.py', '<|>\n')
local without = world:editor('without', { bare = true })
compare_stalls(with, without)
without:lua(at_once)
compare_ghost(with, without)
world:quit_editors()
world:close()
