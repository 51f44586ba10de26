# treewright_module(engine/syntax DEPS … PUBLIC …) makes the static library treewright_engine_syntax of the folder's *.cpp.
# DEPS: the modules and libraries that it may include. PUBLIC: those of its headers that other modules may include. BASE:
# those that the modules below it may include as well (they are the contract that these fulfil). TORCH: the module may
# include LibTorch, whose headers are precompiled once, in engine/model. Patterns of sources: DATA has rows of a table that
# another header declares, HEADERLESS also lacks a header of its own name, APART is compiled alone in a unity build, as is
# DATA. scripts/modules.py checks what is declared here.
function(treewright_module folder)
  cmake_parse_arguments(ARG "TORCH" "" "DEPS;PUBLIC;BASE;DATA;APART;HEADERLESS" ${ARGN})
  string(REPLACE "/" "_" target "treewright_${folder}")
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${folder}/*.cpp")
  if(sources)
    add_library(${target} STATIC ${sources})
    set(scope PUBLIC)
    target_link_libraries(${target} PRIVATE treewright_compiler)
    treewright_unity(${target} ${ARG_DATA} ${ARG_APART})
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_link_libraries(${target} ${scope} ${ARG_DEPS})
  target_include_directories(${target} ${scope} "${CMAKE_SOURCE_DIR}")
  if(ARG_TORCH AND sources)
    treewright_use_torch(${target})
  endif()
endfunction()

# treewright_unity(TARGET [PATTERN…]): with TREEWRIGHT_UNITY the target's sources are compiled as one, as nearly all of the
# time goes into the headers of others, which are then read once. Two sources may not give two things of their own the
# same name. Sources whose names match a pattern are compiled alone, as are those that Highway compiles once for each
# instruction set: they include themselves.
function(treewright_unity target)
  if(NOT TREEWRIGHT_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    get_filename_component(name "${source}" NAME)
    file(STRINGS "${source}" apart REGEX "define HWY_TARGET_INCLUDE")
    foreach(pattern IN LISTS ARGN)
      if(name MATCHES "^${pattern}$")
        set(apart TRUE)
      endif()
    endforeach()
    if(apart)
      set_source_files_properties("${source}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
  endforeach()
endfunction()

# PRIVATE: nothing outside the engine and its tests sees LibTorch's headers (which bring another fmt along).
function(treewright_use_torch target)
  target_link_libraries(${target} PRIVATE libtorch)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE -fpch-preprocess)  # lets ccache see what a precompiled header is made of
  endif()
  if(target STREQUAL "treewright_engine_model")
    target_precompile_headers(${target} PRIVATE <torch/torch.h>)
  else()
    target_precompile_headers(${target} REUSE_FROM treewright_engine_model)
  endif()
endfunction()

# treewright_kernels(engine/model panel_product …): these files of a module are compiled once for each instruction set
# (support/simd.h), and so apart from the others, with Highway's flags and no precompiled header.
function(treewright_kernels folder)
  string(REPLACE "/" "_" target "treewright_${folder}")
  list(TRANSFORM ARGN REPLACE "(.+)" "${CMAKE_SOURCE_DIR}/${folder}/\\1.cpp" OUTPUT_VARIABLE kernels)
  get_target_property(sources ${target} SOURCES)
  list(REMOVE_ITEM sources ${kernels})
  set_property(TARGET ${target} PROPERTY SOURCES ${sources})
  add_library(${target}_kernels OBJECT ${kernels})
  set_property(TARGET ${target}_kernels PROPERTY UNITY_BUILD OFF)
  target_link_libraries(${target}_kernels PRIVATE treewright_compiler highway)
  target_sources(${target} PRIVATE $<TARGET_OBJECTS:${target}_kernels>)
  target_link_libraries(${target} PRIVATE $<LINK_ONLY:hwy::hwy>)
endfunction()

# treewright_program(cli treewright DEPS …) makes the executable, at the top of the build folder.
function(treewright_program folder name)
  cmake_parse_arguments(ARG "" "" "DEPS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${folder}/*.cpp")
  if(NOT sources)
    return()
  endif()
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE treewright_compiler ${ARG_DEPS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
endfunction()

# treewright_tests(engine/syntax): one program of tests/engine/syntax/*.cpp, registered with ctest.
# TORCH: the tests may include LibTorch, and make models with tests/fixtures/tiny_model.h.
function(treewright_tests folder)
  cmake_parse_arguments(ARG "TORCH" "" "DEPS" ${ARGN})
  string(REPLACE "/" "_" module "${folder}")
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp")
  if(NOT sources)
    return()
  endif()
  if(TREEWRIGHT_UNITY)
    treewright_merge_tests(sources "${CMAKE_CURRENT_BINARY_DIR}/treewright_tests_${module}.cpp")
  endif()
  add_executable(treewright_tests_${module} ${sources})
  target_link_libraries(treewright_tests_${module} PRIVATE treewright_compiler treewright_${module} ${ARG_DEPS}
                        GTest::gtest_main GTest::gmock)
  target_include_directories(treewright_tests_${module} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  if(ARG_TORCH)
    treewright_use_torch(treewright_tests_${module})
    target_link_libraries(treewright_tests_${module} PRIVATE treewright_test_models)
  else()
    # Tests take a quarter less time to compile. (A precompiled header is of one level alone.)
    target_compile_options(treewright_tests_${module} PRIVATE $<$<CONFIG:Release>:-O1>)
  endif()
  add_test(NAME ${module} COMMAND treewright_tests_${module} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
  # Small tensors: threads that wait for each other take many times longer than one, on a busy machine above all.
  set_tests_properties(${module} PROPERTIES ENVIRONMENT OMP_NUM_THREADS=1)
endfunction()

# treewright_merge_tests(VARIABLE OUTPUT) puts OUTPUT, made of them at build time, in the place of the list's *_test.cpp.
function(treewright_merge_tests variable output)
  set(tests ${${variable}})
  set(others ${${variable}})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER others EXCLUDE REGEX "_test\\.cpp$")
  set(script "${CMAKE_SOURCE_DIR}/scripts/merge_tests.py")
  add_custom_command(OUTPUT "${output}" COMMAND Python3::Interpreter "${script}" "${output}" ${tests}
                     DEPENDS "${script}" ${tests} COMMENT "Merging the tests of ${output}" VERBATIM)
  set(${variable} ${others} "${output}" PARENT_SCOPE)
endfunction()

# treewright_mask(python) makes the library treewright_mask_python of the bytes that a language's
# grammar::ActionMask is made from.
function(treewright_mask language)
  set(mask "${CMAKE_BINARY_DIR}/mask_${language}.bin")
  add_custom_command(OUTPUT "${mask}" COMMAND treewright_mask_maker ${language} "${mask}"
                     DEPENDS treewright_mask_maker COMMENT "Asking the parser of ${language}" VERBATIM)
  treewright_embed(mask_${language} "${mask}" "${CMAKE_BINARY_DIR}/mask_${language}.S")
  add_library(treewright_mask_${language} STATIC "${CMAKE_BINARY_DIR}/mask_${language}.S" "${mask}")
endfunction()

# treewright_query(typescript javascript) puts the bytes of retrieval/extraction/queries/typescript.scm, after those of the
# languages that it builds on, into the library treewright_queries.
function(treewright_query language)
  set(query "${CMAKE_BINARY_DIR}/query_${language}.scm")
  set(text "")
  foreach(part ${ARGN} ${language})
    set(file "${CMAKE_SOURCE_DIR}/retrieval/extraction/queries/${part}.scm")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    file(READ "${file}" part_text)
    string(APPEND text "${part_text}")
  endforeach()
  file(CONFIGURE OUTPUT "${query}" CONTENT "${text}" @ONLY)  # written where it differs
  treewright_embed(query_${language} "${query}" "${CMAKE_BINARY_DIR}/query_${language}.S")
  if(NOT TARGET treewright_queries)
    add_library(treewright_queries STATIC)
  endif()
  target_sources(treewright_queries PRIVATE "${CMAKE_BINARY_DIR}/query_${language}.S")
endfunction()
