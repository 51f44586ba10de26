#pragma once
// The names of workspace/executeCommand. docs/command-line.md and the clients have them too.

namespace treewright::lsp {

inline constexpr const char* generate_command = "treewright.generate";
inline constexpr const char* regenerate_command = "treewright.regenerate";
inline constexpr const char* alternative_command = "treewright.alternative";
inline constexpr const char* open_source_command = "treewright.openSource";
inline constexpr const char* why_command = "treewright.why";
inline constexpr const char* attention_command = "treewright.attention";
inline constexpr const char* generate_title = "Generate code from this comment";

}  // namespace treewright::lsp
