(program) @block
(statement_block) @block
(class_body) @block
(function_declaration name: (_) @name body: (_) @body) @function
(generator_function_declaration name: (_) @name body: (_) @body) @function
(method_definition name: (_) @name body: (_) @body) @function
(lexical_declaration . (variable_declarator name: (identifier) @name value: (arrow_function body: (statement_block) @body)) .) @function
(lexical_declaration . (variable_declarator name: (identifier) @name value: (function_expression body: (_) @body)) .) @function
(class_declaration name: (_) @name) @scope
; it("adds two numbers", () => { … })
((call_expression function: (identifier) @call
   arguments: (arguments . (string (string_fragment) @title) . [
     (arrow_function body: (statement_block) @body)
     (function_expression body: (statement_block) @body)] .)) @test
 (#eq? @call "it"))
((call_expression function: (identifier) @call
   arguments: (arguments . (string (string_fragment) @title) . [
     (arrow_function body: (statement_block) @body)
     (function_expression body: (statement_block) @body)] .)) @test
 (#eq? @call "test"))
(import_statement) @import
