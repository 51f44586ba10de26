# Warnings are for the project's own code; third-party code is included as SYSTEM.
add_library(treewright_compiler INTERFACE)
target_compile_options(treewright_compiler INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor)
if(TREEWRIGHT_WERROR)
  # Another compiler than CI's may warn of more, and whoever only builds the program cannot mend that.
  target_compile_options(treewright_compiler INTERFACE -Werror)
endif()
target_include_directories(treewright_compiler INTERFACE "${CMAKE_SOURCE_DIR}")
# LibTorch's headers carry an fmt of their own: header-only, each file links with the one it sees.
target_compile_definitions(treewright_compiler INTERFACE TREEWRIGHT_VERSION="${PROJECT_VERSION}" FMT_HEADER_ONLY)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports false positives in libstdc++ and in coroutines at -O2.
  target_compile_options(treewright_compiler INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow
                         -Wno-dangling-pointer)
endif()
if(TREEWRIGHT_UNITY AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # To GCC, a source that a unity build includes is a header.
  target_compile_options(treewright_compiler INTERFACE -Wno-subobject-linkage)
endif()
if(TREEWRIGHT_SANITIZE STREQUAL "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Asio's fences are more than ThreadSanitizer knows of; what they order is also ordered by its mutexes.
  target_compile_options(treewright_compiler INTERFACE -Wno-tsan)
endif()
if(TREEWRIGHT_SANITIZE)
  add_compile_options(-fsanitize=${TREEWRIGHT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${TREEWRIGHT_SANITIZE})
  if(TREEWRIGHT_NO_SANITIZE)
    add_compile_options(-fno-sanitize=${TREEWRIGHT_NO_SANITIZE})
  endif()
endif()
