(translation_unit) @block
(compound_statement) @block
(declaration_list) @block
(field_declaration_list) @block
(function_definition declarator: (function_declarator declarator: (_) @name) body: (compound_statement) @body) @function
(function_definition declarator: (pointer_declarator (function_declarator declarator: (_) @name)) body: (compound_statement) @body) @function
(function_definition declarator: (reference_declarator (function_declarator declarator: (_) @name)) body: (compound_statement) @body) @function
(class_specifier name: (_) @name body: (_)) @scope
(struct_specifier name: (_) @name body: (_)) @scope
(namespace_definition name: (_) @name) @scope
(preproc_include) @import
(using_declaration) @import
