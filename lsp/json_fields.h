#pragma once
// JSON → structs. What is wrong is said once, in one line that names the field: "textDocument.uri: missing".
//
//   Result<void> read_json(const Json& value, const std::string& path, Position& out) {
//     return Fields(value, path).require("line", out.line).require("character", out.character).done();
//   }

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lsp/json_text.h"
#include "support/result.h"

namespace treewright::lsp {

[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, bool& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, std::string& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, std::int64_t& out);
/// LSP's uinteger: not negative; larger values than fit count as the largest.
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, std::uint32_t& out);
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, Json& out);

template <typename T>
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, std::vector<T>& out) {
  if (!value.is_array()) return failure("{}: expected an array", path);
  for (const auto& element : value) {
    const auto element_path = fmt::format("{}[{}]", path, out.size());
    if (auto read = read_json(element, element_path, out.emplace_back()); !read) return read;
  }
  return {};
}

template <typename T>
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, std::optional<T>& out) {
  return read_json(value, path, out.emplace());
}

/// Fields of one object. Unknown ones are ignored, as the specification asks. Keeps the first error.
class Fields {
 public:
  Fields(const Json& object, std::string path) : object_(object), path_(std::move(path)) {
    if (!object.is_object())
      error_ = Error{fmt::format("{}: expected an object", path_.empty() ? "params" : path_)};
  }

  template <typename T>
  Fields& require(const char* name, T& out) {
    if (error_) return *this;
    const auto field = object_.find(name);
    if (field == object_.end()) {
      error_ = Error{fmt::format("{}: missing", path_of(name))};
      return *this;
    }
    return read(*field, name, out);
  }

  /// Leaves `out` as it is when the field is absent or null.
  template <typename T>
  Fields& accept(const char* name, T& out) {
    if (error_) return *this;
    const auto field = object_.find(name);
    if (field == object_.end() || field->is_null()) return *this;
    return read(*field, name, out);
  }

  [[nodiscard]] Result<void> done() const {
    if (error_) return tl::unexpected(*error_);
    return {};
  }

 private:
  template <typename T>
  Fields& read(const Json& value, const char* name, T& out) {
    if (auto result = read_json(value, path_of(name), out); !result) error_ = std::move(result.error());
    return *this;
  }
  [[nodiscard]] std::string path_of(const char* name) const {
    return path_.empty() ? name : path_ + "." + name;
  }

  const Json& object_;
  std::string path_;
  std::optional<Error> error_;
};

}  // namespace treewright::lsp
