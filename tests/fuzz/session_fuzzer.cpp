// A whole session: each line of the input is a message of the client. Besides not crashing, what comes back
// must be JSON-RPC, and each request is answered once.
#include <spdlog/spdlog.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "lsp/file_uri.h"
#include "lsp/json_text.h"
#include "lsp/server.h"
#include "support/scratch_folder.h"
#include "tests/fuzz/json_mutator.h"

namespace {

using namespace treewright;
using namespace treewright::lsp;

constexpr std::size_t most_messages = 100;

void require(bool condition) {
  if (!condition) std::abort();
}

/// What the sessions may see of the disk: the client's paths are paths below it.
class Sandbox {
 public:
  Sandbox() {
    ::setenv("XDG_CACHE_HOME", (folder_ / "cache").c_str(), 1);
    std::filesystem::create_directories(folder_ / "w");
    std::ofstream(folder_ / "w/a.py") << "# read the rows\nrows = f.read()\n";
    std::ofstream(folder_ / "w/.treewrightignore") << "secret.py\n";
  }

  void confine(Json& value) const {
    if (value.is_structured()) {
      for (auto& child : value) confine(child);
    } else if (value.is_string()) {
      const auto& text = value.get_ref<const std::string&>();
      if (const auto path = path_of_uri(text)) value = uri_of_path(folder_.path() / path->relative_path());
    }
  }

 private:
  ScratchFolder folder_;
};

/// The messages as a client sends them, and what becomes of them.
class Conversation final : public Stream {
 public:
  Conversation(const Sandbox& sandbox, std::string_view lines) {
    for (std::size_t count = 0; !lines.empty() && count < most_messages; ++count) {
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      add(sandbox, std::string(lines.substr(0, end)));
      lines.remove_prefix(std::min(end + 1, lines.size()));
    }
  }

  std::size_t read(std::span<char> into) override {
    const std::size_t count = bytes_.copy(into.data(), into.size(), read_);
    read_ += count;
    return count;
  }
  void write(std::string bytes, Written written) override {
    {
      const std::lock_guard lock(mutex_);
      reader_.feed(bytes);
      while (const auto body = reader_.next()) take(**body);
    }
    written(true);
  }
  void close() override {}
  [[nodiscard]] Framing framing() const override { return Framing::strict; }

  /// After the session.
  void check(bool exited) const {
    for (const auto& [id, count] : answered_) require(count <= asked_.at(id));
    if (exited) return;  // what stands behind `exit` is not read
    for (const auto& [id, count] : asked_) require(answered_.contains(id) && answered_.at(id) == count);
  }

 private:
  void add(const Sandbox& sandbox, std::string body) {
    if (auto message = parse_json(body)) {
      sandbox.confine(message->value);
      count_request(message->value);
      body = json_text(message->value);
    }
    bytes_ += frame(body);
  }

  void count_request(const Json& message) {
    if (!message.is_object() || !message.contains("method") || !message.contains("id")) return;
    const Json& id = message["id"];
    const bool is_id = id.is_string() || id.is_number_integer();
    if (is_id) ++asked_[json_text(id)];
  }

  void take(const std::string& body) {
    const Json message = Json::parse(body);  // aborts where the server sends no JSON
    require(message.at("jsonrpc") == "2.0");
    if (message.contains("method")) return require(message.at("method").is_string());
    require(message.contains("result") != message.contains("error"));
    if (!message.at("id").is_null()) ++answered_[json_text(message.at("id"))];
  }

  std::string bytes_;
  std::size_t read_ = 0;
  std::map<std::string, int> asked_, answered_;
  std::mutex mutex_;
  FrameReader reader_;
};

Server& shared_server() {
  static Server& server = *new Server([] { return engine::Generator::load({}); }, {{0, 1}});
  return server;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  spdlog::set_level(spdlog::level::off);
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned seed) {
  return fuzz::mutate_json_lines(data, size, most, seed);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Sandbox sandbox;
  const std::string_view lines(reinterpret_cast<const char*>(data), size);
  Conversation conversation(sandbox, lines);
  static_cast<void>(shared_server().serve(conversation));
  conversation.check(lines.find("exit") != std::string_view::npos);
  return 0;
}
