// Bytes from a client: framing (lenient as on pipes, strict as on TCP), JSON and parameters. Besides not
// crashing, the frames must not depend on how the bytes arrive, strict framing must read nothing behind an
// error and nothing of what lenient framing would not read as well, and what is sent back must be JSON.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "lsp/frame_reader.h"
#include "lsp/json_text.h"
#include "lsp/protocol.h"

namespace {

using namespace treewright;
using namespace treewright::lsp;

constexpr FrameLimits limits{256, 4096};

void require(bool condition) {
  if (!condition) std::abort();
}

using Events = std::vector<Result<std::string>>;

Events read_all(std::string_view bytes, std::size_t piece, Framing framing) {
  FrameReader reader(limits, framing);
  Events events;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.feed(bytes.substr(at, piece));
    while (auto event = reader.next()) events.push_back(*std::move(event));
  }
  return events;
}

bool are_equal(const Result<std::string>& left, const Result<std::string>& right) {
  if (left.has_value() != right.has_value()) return false;
  return left ? *left == *right : left.error().message == right.error().message;
}

bool are_equal(const Events& left, const Events& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const auto& a, const auto& b) { return are_equal(a, b); });
}

/// An HTTP request, of whatever a web page puts into it, is refused at its first line.
void check_http(std::string_view body) {
  const auto events = read_all(fmt::format("POST / HTTP/1.1\r\n{}", body), 7, Framing::strict);
  require(events.size() == 1 && !events.front());
}

void check_strict(std::string_view bytes) {
  const auto strict = read_all(bytes, 1, Framing::strict);
  require(are_equal(strict, read_all(bytes, 13, Framing::strict)));
  const auto lenient = read_all(bytes, 13, Framing::lenient);
  for (std::size_t i = 0; i < strict.size(); ++i) {
    if (!strict[i]) return require(i + 1 == strict.size());
    require(are_equal(strict[i], lenient.at(i)));
  }
}

template <typename Params>
void read_params(const Json& json) {
  Params params;
  const auto read = read_json(json, "", params);
  require(read || (!read.error().message.empty() && read.error().message.find('\n') == std::string::npos));
}

void handle(const std::string& body, FrameReader& reader) {
  const auto parsed = parse_json(body);
  if (!parsed) return reader.reject(body);
  require(Json::accept(json_text(parsed->value)));
  read_params<InitializeParams>(parsed->value);
  read_params<DidOpenParams>(parsed->value);
  read_params<DidChangeParams>(parsed->value);
  read_params<CompletionParams>(parsed->value);
  read_params<CodeActionParams>(parsed->value);
  read_params<ExecuteCommandParams>(parsed->value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  require(are_equal(read_all(bytes, 1, Framing::lenient), read_all(bytes, 13, Framing::lenient)));
  check_strict(bytes);
  check_http(bytes);
  FrameReader reader(limits);
  reader.feed(bytes);
  // Rejected bodies are read again in part, so that only an endless loop gives more messages than bytes.
  std::size_t events = 0;
  while (const auto event = reader.next()) {
    require(++events <= size);
    if (*event) handle(**event, reader);
  }
  handle(std::string(bytes), reader);
  return 0;
}
