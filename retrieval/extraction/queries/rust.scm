(source_file) @block
(block) @block
(declaration_list) @block
(function_item name: (_) @name body: (_) @body) @function
(impl_item type: (_) @name) @scope
(trait_item name: (_) @name) @scope
(mod_item name: (_) @name) @scope
(use_declaration) @import
(attribute_item) @skip
; #[test] fn adds_two_numbers() { … }
((attribute_item (attribute (identifier) @call)) . (function_item name: (_) @name body: (_) @body) @test
 (#eq? @call "test"))
