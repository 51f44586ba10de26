# Third-party parts. What each is for, and its version: docs/dependencies.md.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(spdlog REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(tl-expected REQUIRED)
find_package(GTest REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(hwy 1.0.3 REQUIRED)
pkg_check_modules(SENTENCEPIECE REQUIRED sentencepiece)
pkg_check_modules(UTF8PROC REQUIRED libutf8proc)

add_library(sentencepiece INTERFACE)
target_link_libraries(sentencepiece INTERFACE ${SENTENCEPIECE_LINK_LIBRARIES})
target_include_directories(sentencepiece SYSTEM INTERFACE ${SENTENCEPIECE_INCLUDE_DIRS})

add_library(utf8proc INTERFACE)
target_link_libraries(utf8proc INTERFACE ${UTF8PROC_LINK_LIBRARIES})
target_include_directories(utf8proc SYSTEM INTERFACE ${UTF8PROC_INCLUDE_DIRS})

add_library(asio INTERFACE)
target_compile_definitions(asio INTERFACE ASIO_STANDALONE ASIO_NO_DEPRECATED)
target_link_libraries(asio INTERFACE Threads::Threads)

# Without SSSE3, which next to no processor has that lacks SSE4, and SVE, whose vectors have no size that a program knows
# when it is compiled.
add_library(highway INTERFACE)
target_link_libraries(highway INTERFACE hwy::hwy)
target_compile_definitions(highway INTERFACE
                           "HWY_DISABLED_TARGETS=(HWY_SSSE3|HWY_SVE|HWY_SVE_256|HWY_SVE2|HWY_SVE2_128)")

# tree-sitter's runtime (ABI 15) and the grammar packages, unpacked by scripts/setup.sh and compiled here.
add_library(tree-sitter STATIC "${TREEWRIGHT_DEPS}/tree-sitter/src/lib.c")
target_include_directories(tree-sitter SYSTEM PUBLIC "${TREEWRIGHT_DEPS}/tree-sitter/include"
                           PRIVATE "${TREEWRIGHT_DEPS}/tree-sitter/src")
target_compile_definitions(tree-sitter PRIVATE _POSIX_C_SOURCE=200112L _DEFAULT_SOURCE)
target_compile_options(tree-sitter PRIVATE -w)
# The LR tables' private header, for engine/syntax's parse-table reader alone.
set(TREE_SITTER_PRIVATE_INCLUDE "${TREEWRIGHT_DEPS}/tree-sitter/src")

# A source whose object holds a file's bytes between the symbols treewright_SYMBOL and treewright_SYMBOL_end.
function(treewright_embed symbol file source)
  configure_file("${CMAKE_SOURCE_DIR}/cmake/embedded.S.in" "${source}" @ONLY)
  set_source_files_properties("${source}" PROPERTIES OBJECT_DEPENDS "${file}")
endfunction()

# treewright_grammar(NAME [FOLDER]): FOLDER where the package holds more than one grammar.
function(treewright_grammar name)
  set(dir "${TREEWRIGHT_DEPS}/tree-sitter-${name}")
  if(ARGC GREATER 1)
    set(dir "${TREEWRIGHT_DEPS}/${ARGV1}")
  endif()
  # The package's grammar.json, for engine/grammar.
  set(embedded "${CMAKE_BINARY_DIR}/grammar_${name}.S")
  treewright_embed(grammar_${name} "${dir}/src/grammar.json" "${embedded}")
  file(GLOB scanner "${dir}/src/scanner.c")  # not every grammar has one
  add_library(tree-sitter-${name} STATIC "${dir}/src/parser.c" ${scanner} "${embedded}")
  target_include_directories(tree-sitter-${name} PRIVATE "${dir}/src")
  target_compile_options(tree-sitter-${name} PRIVATE -w)
endfunction()
foreach(name python javascript c cpp go rust java)
  treewright_grammar(${name})
endforeach()
treewright_grammar(typescript tree-sitter-typescript/typescript)
treewright_grammar(tsx tree-sitter-typescript/tsx)

include(LibTorch)
