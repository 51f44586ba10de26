-- What the attention window says, and where: pure text.
local M = {}

---@class treewright.Span
---@field row integer 0-based, as the columns, which are in bytes
---@field first integer
---@field last integer

---@class treewright.AttentionView
---@field lines string[]
---@field headings treewright.Span[]
---@field word_spans table<integer, treewright.Span> by the word's index
---@field token_spans { token: treewright.Token, span: treewright.Span }[]
---@field sources table<integer, treewright.Source> by row
---@field words treewright.Word[]

-- The least weight of each step of brightness.
local steps = {
  { 0.5, 'TreewrightAttention4' },
  { 0.25, 'TreewrightAttention3' },
  { 0.1, 'TreewrightAttention2' },
  { 0.03, 'TreewrightAttention1' },
}

---@param view treewright.AttentionView
local function add_line(view, text)
  table.insert(view.lines, text)
  return #view.lines - 1
end

-- A line of words of one kind; none where there are none.
---@param view treewright.AttentionView
local function add_words(view, heading, kind)
  local text, spans = heading, {}
  for index, word in ipairs(view.words) do
    if (word.kind == 'name') == (kind == 'name') then
      spans[index] = { first = #text + 1, last = #text + 1 + #word.text }
      text = text .. ' ' .. word.text
    end
  end
  if next(spans) == nil then
    return
  end
  local row = add_line(view, text)
  table.insert(view.headings, { row = row, first = 0, last = #heading })
  for index, span in pairs(spans) do
    view.word_spans[index] = { row = row, first = span.first, last = span.last }
  end
end

-- Each token is looked for after the one before it. One that has no text of its own, as an indentation, has no place.
---@param view treewright.AttentionView
---@param attention treewright.Attention
local function add_code(view, attention)
  local first_row, row, column = #view.lines, -1, 0
  local lines = vim.split(attention.code, '\n')
  vim.list_extend(view.lines, lines)
  for _, token in ipairs(attention.tokens) do
    if token.line ~= row then
      row, column = token.line, 0
    end
    local first, last = (lines[row + 1] or ''):find(token.text, column + 1, true)
    if first and token.text ~= '' then
      local span = { row = first_row + row, first = first - 1, last = last }
      table.insert(view.token_spans, { token = token, span = span })
      column = last
    end
  end
end

---@param attention treewright.Attention
---@return treewright.AttentionView
function M.make(attention)
  local view =
    { lines = {}, headings = {}, word_spans = {}, token_spans = {}, sources = {}, words = attention.words }
  add_words(view, 'comment', 'word')
  add_words(view, 'names  ', 'name')
  add_line(view, '')
  add_code(view, attention)
  for index, source in ipairs(attention.sources or {}) do
    if index == 1 then
      add_line(view, '')
    end
    view.sources[add_line(view, source.label)] = source
  end
  return view
end

--- The token at a place.
---@param view treewright.AttentionView
function M.token_at(view, row, column)
  return vim.iter(view.token_spans):find(function(one)
    return one.span.row == row and column >= one.span.first and column < one.span.last
  end)
end

--- How a word is highlighted for a token; nil where it had nothing to do with it.
---@param token treewright.Token
---@param index integer the word's, from 1
function M.group_of(token, index)
  if token.copied == index - 1 then
    return 'TreewrightAttentionCopied'
  end
  local weight = tonumber(token.weights[index]) or 0
  for _, step in ipairs(steps) do
    if weight >= step[1] then
      return step[2]
    end
  end
end

--- The same in words, what it was copied from first: "json: json 83 % (copied), file 9 %".
---@param view treewright.AttentionView
---@param token treewright.Token
function M.summary(view, token)
  local order = {}
  for index in ipairs(view.words) do
    if M.group_of(token, index) then
      order[#order + 1] = index
    end
  end
  local function rank(index)
    return (token.copied == index - 1 and 1 or 0) + (token.weights[index] or 0)
  end
  table.sort(order, function(a, b)
    return rank(a) > rank(b)
  end)
  local said = vim.tbl_map(function(index)
    local copied = token.copied == index - 1 and ' (copied)' or ''
    return ('%s %.0f %%%s'):format(view.words[index].text, 100 * (token.weights[index] or 0), copied)
  end, vim.list_slice(order, 1, 3))
  return (' %s: %s '):format(token.text, #said > 0 and table.concat(said, ', ') or 'no word in particular')
end

return M
