(program) @block
(block) @block
(constructor_body) @block
(class_body) @block
(interface_body) @block
(enum_body_declarations) @block
(method_declaration name: (_) @name body: (_) @body) @function
(constructor_declaration name: (_) @name body: (_) @body) @function
(class_declaration name: (_) @name) @scope
(interface_declaration name: (_) @name) @scope
(enum_declaration name: (_) @name) @scope
(record_declaration name: (_) @name) @scope
(import_declaration) @import
