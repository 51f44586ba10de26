// Bytes from a client: framing, JSON and parameters. Besides not crashing, the frames must not depend on how
// the bytes arrive, and what is sent back must be JSON.
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

std::vector<std::string> read_all(std::string_view bytes, std::size_t piece) {
  FrameReader reader(limits);
  std::vector<std::string> events;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.feed(bytes.substr(at, piece));
    while (const auto event = reader.next()) events.push_back(*event ? **event : event->error().message);
  }
  return events;
}

void require(bool condition) {
  if (!condition) std::abort();
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
  require(read_all(bytes, 1) == read_all(bytes, 13));
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
