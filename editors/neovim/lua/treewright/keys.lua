-- Keys of insert mode, in served buffers alone. Where one has nothing to do, it does what it did before.
local M = {}

local prefix = 'treewright: '

---@type table<treewright.Action, { does: string, run: fun(): boolean }>
M.actions = {}

local function action(name, does, run)
  M.actions[name] = { does = does, run = run }
end

local function ghost()
  return require('treewright.ghost')
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

local function global_mapping(raw)
  for _, mapping in ipairs(vim.api.nvim_get_keymap('i')) do
    if mapping.lhsraw == raw or mapping.lhsrawalt == raw then
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

local function is_ours(mapping)
  return vim.startswith(mapping.desc or '', prefix)
end

-- The buffer's own mapping of `raw`, whoever made it.
local function buffer_mapping(bufnr, raw)
  for _, mapping in ipairs(vim.api.nvim_buf_get_keymap(bufnr, 'i')) do
    if mapping.lhsraw == raw or mapping.lhsrawalt == raw then
      return mapping
    end
  end
end

---@param before table? the mapping of the buffer that it takes the place of
local function map(bufnr, name, key, before)
  local raw = vim.keycode(key)
  vim.keymap.set('i', key, function()
    if not M.actions[name].run() then
      fall_through(before or global_mapping(raw), raw)
    end
  end, { buffer = bufnr, desc = prefix .. M.actions[name].does })
end

-- nvim-cmp maps its keys anew with each InsertEnter where they are not its own, and falls back to what was there: to ours.
-- Were ours put in front of it each time, a key would go through ever more of both.
local function falls_back_to_ours(mapping)
  return vim.startswith(mapping.desc or '', 'cmp.')
end

local function map_all(bufnr, keymaps)
  for name, key in pairs(keymaps) do
    local before = key and buffer_mapping(bufnr, vim.keycode(key))
    if key and not (before and (is_ours(before) or falls_back_to_ours(before))) then
      map(bufnr, name, key, before)
    end
  end
end

---@param keymaps table<treewright.Action, string|false>|false
function M.attach(bufnr, keymaps)
  if not keymaps then
    return
  end
  map_all(bufnr, keymaps)
  -- Whatever else maps the same key when insert mode begins has done so when this is run.
  vim.api.nvim_create_autocmd('InsertEnter', {
    group = vim.api.nvim_create_augroup('treewright_keys_' .. bufnr, { clear = true }),
    buffer = bufnr,
    callback = vim.schedule_wrap(function()
      if vim.api.nvim_buf_is_loaded(bufnr) and require('treewright.server').client(bufnr) then
        map_all(bufnr, keymaps)
      end
    end),
  })
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
