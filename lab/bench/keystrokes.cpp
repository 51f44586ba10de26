// Typing in a large file: the server's answer, and the incremental parse that it cannot do without.
#include <sys/socket.h>

#include <array>
#include <functional>
#include <thread>

#include "lab/bench/editor.h"
#include "lab/bench/engine/statistics.h"
#include "lab/bench/measure.h"
#include "lsp/file_uri.h"
#include "lsp/io_thread.h"
#include "lsp/server.h"
#include "lsp/stream.h"
#include "lsp/text_buffer.h"
#include "retrieval/store/crawler.h"
#include "retrieval/store/store.h"
#include "support/scratch_folder.h"

namespace treewright::bench {
namespace {

constexpr std::size_t classes = 245, methods = 20;  // of 204 lines: 50 000 lines

std::string method(std::size_t number) {
  return fmt::format(
      "    def convert_{0}(self, rows, limit=10):\n"
      "        \"\"\"Convert at most limit rows of table {0}.\"\"\"\n"
      "        result = []\n"
      "        for number, row in enumerate(rows):\n"
      "            if number >= limit:\n"
      "                break\n"
      "            name, value = row[\"name\"], row[\"value\"] + {0}\n"
      "            result.append((name, value))\n"
      "        return result\n"
      "\n",
      number);
}

/// A large file as there are some: classes with methods.
std::string large_file() {
  std::string text;
  for (std::size_t i = 0; i < classes; ++i) {
    text += fmt::format("class Table{0}:\n    \"\"\"Table {0}.\"\"\"\n\n", i);
    for (std::size_t k = 0; k < methods; ++k) text += method(i * methods + k);
    text += "\n";
  }
  return text;
}

/// Key number `i`: comments grow in turn at the file's beginning, middle and end, behind an assignment.
lsp::Position key_position(std::size_t i) {
  constexpr std::array<std::size_t, 3> in_classes = {2, classes / 2, classes - 2};
  constexpr std::size_t lines_of_class = 204, line = 5, column = 19;  // behind "        result = []"
  const std::size_t typed = i / in_classes.size();
  return {static_cast<std::uint32_t>(in_classes[i % in_classes.size()] * lines_of_class + line),
          static_cast<std::uint32_t>(column + typed)};
}

std::string key(std::size_t i) { return i / 3 == 0 ? "#" : "x"; }

/// A server with one client on a socket pair, and no model.
class Conversation {
 public:
  Conversation() {
    std::array<int, 2> sockets{};
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets.data()) != 0) return;
    editor.emplace(sockets[0], sockets[0]);
    thread_ = std::thread([this, theirs = sockets[1]] {
      lsp::IoThread io;
      lsp::DescriptorStream stream(io, theirs, theirs, lsp::DescriptorStream::Ownership::owned);
      server_.serve(stream);
    });
  }
  ~Conversation() {
    editor.reset();
    if (thread_.joinable()) thread_.join();
  }
  std::optional<Editor> editor;

 private:
  lsp::Server server_{[]() -> Result<engine::Generator> { return failure("no model is needed here"); }};
  std::thread thread_;
};

/// From the change to the answer to a request that was sent after it: the edit is then parsed.
Result<double> press(Editor& editor, const std::string& uri, std::size_t i) {
  const lsp::Position at = key_position(i);
  const lsp::Json change = {{"range", {{"start", at}, {"end", at}}}, {"text", key(i)}};
  const lsp::Json document = {{"uri", uri}, {"version", i + 2}};
  const auto start = Clock::now();
  if (auto sent =
          editor.notify("textDocument/didChange", {{"textDocument", document}, {"contentChanges", {change}}});
      !sent) {
    return tl::unexpected(sent.error());
  }
  const auto answer = editor.request("completionItem/resolve", {{"label", "pass"}});
  if (!answer) return tl::unexpected(answer.error());
  return 1e3 * seconds_since(start);
}

/// tree-sitter alone, for the same keys.
std::vector<double> parse_alone(const std::string& text, std::size_t keys) {
  syntax::Parser parser(*syntax::language_by_id("python"));
  lsp::TextBuffer buffer(text);
  syntax::Tree tree = parser.parse(text);
  std::vector<double> milliseconds;
  for (std::size_t i = 0; i < keys; ++i) {
    const auto at = buffer.offset_of(key_position(i), lsp::PositionEncoding::utf8);
    const syntax::Edit edit = buffer.replace({at, at}, key(i));
    const auto start = Clock::now();
    const syntax::Tree old = tree.edited(edit);
    tree = parser.parse(buffer.text(), &old);
    milliseconds.push_back(1e3 * seconds_since(start));
  }
  return milliseconds;
}

/// Milliseconds of each key in the large file, as a document of `folder` (which may be empty), for as long as
/// `go_on` says so after a key.
Result<std::vector<double>> type(const std::filesystem::path& folder, const std::string& text,
                                 const std::function<bool(std::size_t keys)>& go_on) {
  Conversation conversation;
  if (!conversation.editor) return failure("no sockets left");
  Editor& editor = *conversation.editor;
  const std::string uri = lsp::uri_of_path((folder.empty() ? "/bench" : folder) / "large.py");
  if (auto done = editor.initialize({{"index", !folder.empty()}}, folder); !done)
    return tl::unexpected(done.error());
  if (auto done = editor.open(uri, text); !done) return tl::unexpected(done.error());
  std::vector<double> milliseconds;
  for (std::size_t i = 0; i == 0 || go_on(i); ++i) {
    const auto pressed = press(editor, uri, i);
    if (!pressed) return tl::unexpected(pressed.error());
    if (i > 0) milliseconds.push_back(*pressed);  // the first waits for the file to be opened
  }
  return milliseconds;
}

/// The same while the server reads Python's standard library for the first time.
Result<std::vector<double>> type_while_indexing(const std::string& text, const std::stop_token& stop) {
  const auto folder = standard_library();
  if (!folder) return tl::unexpected(folder.error());
  const ScratchFolder cache;
  ::setenv("XDG_CACHE_HOME", cache.path().c_str(), 1);  // before there are threads that read it
  const auto path = retrieval::store_path(*folder);
  if (!path) return tl::unexpected(path.error());
  auto store = retrieval::Store::open(*path);
  if (!store) return tl::unexpected(store.error());
  retrieval::Exclusions exclusions(*folder);
  const auto all = static_cast<std::int64_t>(retrieval::find_files(*folder, exclusions).size());
  return type(*folder, text, [&](std::size_t /*keys*/) {
    const auto counts = store->counts();
    return counts && counts->files < all && !stop.stop_requested();
  });
}

}  // namespace

Result<Measurements> measure_keystrokes(const Context& context) {
  const std::string text = large_file();
  const auto begin = Clock::now();
  const auto idle = type({}, text, [&](std::size_t keys) {
    const bool enough = keys >= 300 && seconds_since(begin) >= context.effort.time.count();
    return !enough && !context.effort.stop.stop_requested();
  });
  if (!idle) return tl::unexpected(idle.error());
  const auto busy = type_while_indexing(text, context.effort.stop);
  if (!busy) return tl::unexpected(busy.error());
  const auto alone = parse_alone(text, idle->size());
  const char* const bound = "tree-sitter's incremental parse alone";
  const double p50 = percentile(*idle, 50), p95 = percentile(*idle, 95), busy_p95 = percentile(*busy, 95);
  return Measurements{{"keystroke.p50", p50, "ms", bound, percentile(alone, 50), {}},
                      {"keystroke.p95", p95, "ms", bound, percentile(alone, 95), Target{"ms", p95, 2, true}},
                      {"keystroke.indexing", busy_p95, "ms", "the same without indexing", p95,
                       Target{"times the bound", busy_p95 / p95, 1.5, true}}};
}

}  // namespace treewright::bench
