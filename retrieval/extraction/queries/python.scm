(module) @block
(block) @block
(function_definition name: (identifier) @name body: (block) @body) @function
(function_definition body: (block . (expression_statement . (string) @docstring)))
(class_definition name: (identifier) @name) @scope
(import_statement) @import
(import_from_statement) @import
(future_import_statement) @import
