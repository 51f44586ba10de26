-- What Neovim reads for vim.lsp.enable('treewright'); vim.lsp.config('treewright', {…}) overrides any field.
return {
  cmd = { 'treewright', 'lsp' },
  filetypes = { 'python' },
  root_markers = { 'pyproject.toml', 'setup.py', 'setup.cfg', '.git' },
  handlers = {
    ['treewright/status'] = function(_, params)
      require('treewright').on_status(params)
    end,
  },
  on_attach = function(client, bufnr)
    require('treewright').on_attach(client, bufnr)
  end,
}
