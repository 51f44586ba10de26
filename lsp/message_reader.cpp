#include "lsp/message_reader.h"

#include <spdlog/spdlog.h>

namespace treewright::lsp {

std::optional<Result<std::string>> MessageReader::next() {
  for (;;) {
    if (auto body = frames_.next()) {
      if (*body) has_read_message_ = true;
      if (*body || has_read_message_ || !frames_.refused()) return body;
      spdlog::warn("{}", body->error().message);
    }
    if (frames_.refused() || !read_more()) return std::nullopt;
  }
}

bool MessageReader::read_more() {
  const auto count = stream_.read(bytes_);
  frames_.feed({bytes_.data(), count});
  return count > 0;
}

}  // namespace treewright::lsp
