; and what javascript.scm says
(abstract_class_declaration name: (_) @name) @scope
(internal_module name: (_) @name) @scope
