-- Highlight groups: links, so that every colour scheme has them; whoever wants others defines them.
local M = {}

M.links = {
  TreewrightGhost = 'NonText',
  TreewrightGhostNote = 'Comment',
  TreewrightHint = 'NonText',
  TreewrightAttentionHeading = 'Comment',
  TreewrightAttentionToken = 'MatchParen',
  TreewrightAttention1 = 'CursorLine',
  TreewrightAttention2 = 'Visual',
  TreewrightAttention3 = 'Search',
  TreewrightAttention4 = 'CurSearch',
  TreewrightAttentionCopied = 'DiffAdd',
  TreewrightAttentionSource = 'Underlined',
}

function M.define()
  for group, target in pairs(M.links) do
    vim.cmd.highlight({ args = { 'default', 'link', group, target } })
  end
end

return M
