#pragma once
// The process' memory while networks are trained.

namespace treewright::lab {

/// Every batch frees and takes the same large tensors: given back to the system, their pages would be cleared
/// again and again. From now on they are kept, but the very largest: among them and the small ones the heap
/// would grow without end. Of the whole process, for good; does nothing where the C library is not glibc.
void keep_freed_memory();

}  // namespace treewright::lab
