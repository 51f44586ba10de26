-- What Neovim reads for vim.lsp.enable('treewright'); vim.lsp.config('treewright', {…}) overrides any field.
return {
  cmd = { 'treewright', 'lsp' },
  filetypes = { 'python' },
  root_markers = { 'pyproject.toml', 'setup.py', 'setup.cfg', '.git' },
  handlers = {
    ['treewright/status'] = function(_, params)
      require('treewright.status').on_status(params)
    end,
    ['window/showMessage'] = function(_, params)
      if type(params) == 'table' and type(params.message) == 'string' then
        require('treewright.message').say(params.message, params.type == 1 and vim.log.levels.ERROR or nil)
      end
    end,
    ['$/progress'] = function(err, params, context)
      if type(params) == 'table' and type(params.value) == 'table' then
        vim.lsp.handlers['$/progress'](err, params, context)
        require('treewright.status').on_progress(params.token, params.value)
      end
    end,
  },
  before_init = function(_, config)
    require('treewright.lifetime').on_start(config)
  end,
  on_attach = function(client, bufnr)
    require('treewright').on_attach(client, bufnr)
  end,
  on_exit = function(code, signal, client_id)
    require('treewright.lifetime').on_exit(code, signal, client_id)
  end,
}
