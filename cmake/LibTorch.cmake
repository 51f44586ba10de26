include(FindLibTorch)
message(STATUS "LibTorch ${TREEWRIGHT_TORCH_VERSION}: ${TREEWRIGHT_TORCH}")
add_library(libtorch INTERFACE)
target_include_directories(libtorch SYSTEM INTERFACE "${TREEWRIGHT_TORCH}/include"
                           "${TREEWRIGHT_TORCH}/include/torch/csrc/api/include")
target_link_directories(libtorch INTERFACE "${TREEWRIGHT_TORCH}/lib")
target_link_libraries(libtorch INTERFACE torch_cpu c10)
# torch_cpu of a CUDA build names libraries of the CUDA run time that it loads but never calls here.
target_link_options(libtorch INTERFACE "-Wl,-rpath-link,${TREEWRIGHT_TORCH}/../nvidia/cu13/lib"
                    "-Wl,--allow-shlib-undefined")
# Nothing names a symbol of torch_cuda: it registers its kernels when it is loaded (`treewright-lab train --device cuda`).
if(EXISTS "${TREEWRIGHT_TORCH}/lib/libtorch_cuda.so")
  target_link_libraries(libtorch INTERFACE "-Wl,--push-state,--no-as-needed" torch_cuda "-Wl,--pop-state")
endif()
set(CMAKE_BUILD_RPATH "${TREEWRIGHT_TORCH}/lib")
