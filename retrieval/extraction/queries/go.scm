(source_file) @block
(block (statement_list) @block)
(function_declaration name: (_) @name body: (_) @body) @function
(method_declaration name: (_) @name body: (_) @body) @function
(import_declaration) @import
