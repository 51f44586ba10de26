-- Keys of insert mode, in served buffers alone. Where one has nothing to do, it does what it did before.
local M = {}

local prefix = 'treewright: '

---@type table<treewright.Action, { does: string, run: fun(): boolean }>
M.actions = {}

local function action(name, does, run)
  M.actions[name] = { does = does, run = run }
end

local function ghost()
  return require('treewright.suggestions')
end

action('accept', 'accept the suggestion', function()
  return ghost().accept('all')
end)
action('accept_word', "accept the suggestion's next word", function()
  return ghost().accept('word')
end)
action('accept_line', "accept the suggestion's next line", function()
  return ghost().accept('line')
end)
action('next', 'show the next suggestion', function()
  return ghost().cycle(1)
end)
action('previous', 'show the suggestion before', function()
  return ghost().cycle(-1)
end)
action('dismiss', 'hide the suggestion', function()
  return ghost().dismiss()
end)
action('trigger', 'ask for a suggestion', function()
  return ghost().trigger()
end)

-- The mapping of `raw` among `mappings`, as Neovim lists them; never one of ours.
local function mapping_of(mappings, raw)
  for _, mapping in ipairs(mappings) do
    local is_ours = vim.startswith(mapping.desc or '', prefix)
    if not is_ours and (mapping.lhsraw == raw or mapping.lhsrawalt == raw) then
      return mapping
    end
  end
end

-- Before everything that is typed already. A mapping that begins with its own key must not come back here.
local function feed(keys, raw, may_remap)
  local remap = may_remap and not vim.startswith(keys, raw)
  vim.api.nvim_feedkeys(keys, remap and 'im' or 'in', false)
end

-- What the mapping types.
local function keys_of(mapping)
  if mapping.callback then
    local result = mapping.callback()
    return mapping.expr == 1 and type(result) == 'string' and result or '', mapping.replace_keycodes == 1
  end
  local rhs = (mapping.rhs or ''):gsub('<SID>', ('<SNR>%d_'):format(mapping.sid or 0))
  if mapping.expr == 1 then
    return tostring(vim.api.nvim_eval(rhs)), mapping.replace_keycodes == 1
  end
  return rhs, true
end

---@param mapping table? what the key did before; nothing: what Neovim does
local function fall_through(mapping, raw)
  if not mapping then
    return feed(raw, raw, false)
  end
  local keys, has_codes = keys_of(mapping)
  feed(has_codes and vim.keycode(keys) or keys, raw, mapping.noremap ~= 1)
end

local function map(bufnr, name, key)
  local raw = vim.keycode(key)
  local before = mapping_of(vim.api.nvim_buf_get_keymap(bufnr, 'i'), raw)
  vim.keymap.set('i', key, function()
    if not M.actions[name].run() then
      fall_through(before or mapping_of(vim.api.nvim_get_keymap('i'), raw), raw)
    end
  end, { buffer = bufnr, desc = prefix .. M.actions[name].does })
end

local function has_ours(bufnr, key)
  local mapping = vim.iter(vim.api.nvim_buf_get_keymap(bufnr, 'i')):find(function(one)
    return one.lhsraw == vim.keycode(key) or one.lhsrawalt == vim.keycode(key)
  end)
  return mapping ~= nil and vim.startswith(mapping.desc or '', prefix)
end

---@param keymaps table<treewright.Action, string|false>|false
function M.attach(bufnr, keymaps)
  for name, key in pairs(keymaps or {}) do
    if key and not has_ours(bufnr, key) then
      map(bufnr, name, key)
    end
  end
end

--- <Plug>(treewright-accept) and the others, for mappings of the user's own.
function M.define_plugs()
  for name, one in pairs(M.actions) do
    local plug = ('<Plug>(treewright-%s)'):format((name:gsub('_', '-')))
    vim.keymap.set('i', plug, function()
      one.run()
    end, { desc = prefix .. one.does })
  end
end

return M
