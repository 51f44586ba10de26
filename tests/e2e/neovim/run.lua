-- nvim -l run.lua SOURCE-DIR SERVER MODEL NODE [WORD]: every case whose name has WORD in it, in real Neovims with the real
-- server, and with some that misbehave. TREEWRIGHT_UPDATE_GOLDEN=1 writes what came out as the expectation; read the
-- difference before you commit it.
local source, program, model, node, word = unpack(_G.arg)
local here = source .. '/tests/e2e/neovim'
package.path = here .. '/?.lua;' .. package.path
local World = require('world')

local world = World.new({ source = source, here = here, program = program, model = model, node = node })
local failures, count = 0, 0

local function run_case(case)
  local start = vim.uv.hrtime()
  local ok, why = xpcall(case.run, function(message)
    return type(message) == 'string' and debug.traceback(message, 2) or message
  end, world)
  io.write(('%s %s (%.1f s)\n'):format(ok and 'ok  ' or 'FAIL', case.name, (vim.uv.hrtime() - start) / 1e9))
  count = count + 1
  if not ok then
    failures = failures + 1
    io.write(tostring(why), '\n', world:last_screen(), '\n')
  end
end

for _, suite in ipairs({ 'golden', 'ghost', 'accepting', 'attention', 'commands', 'install', 'servers', 'first_hour' }) do
  for _, case in ipairs(require('cases_' .. suite)(world)) do
    if case.name:find(word or '', 1, true) then
      run_case(case)
    end
  end
  world:quit_editors()
end
world:close()
io.write(('%d of %d cases passed\n'):format(count - failures, count))
os.exit(failures == 0 and count > 0 and 0 or 1)
