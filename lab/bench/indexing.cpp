// Requests while a workspace is indexed: what somebody who writes code waits for it.
#include <sys/socket.h>

#include <array>
#include <fstream>
#include <functional>
#include <optional>
#include <thread>

#include "lab/bench/editor.h"
#include "lab/bench/engine/statistics.h"
#include "lab/bench/measure.h"
#include "lab/bench/positions.h"
#include "lsp/file_uri.h"
#include "lsp/io_thread.h"
#include "lsp/server.h"
#include "lsp/stream.h"
#include "retrieval/store/crawler.h"
#include "retrieval/store/store.h"
#include "support/file.h"
#include "support/scratch_folder.h"

namespace treewright::bench {
namespace {

namespace fs = std::filesystem;

struct Scale {
  std::size_t lines;                ///< of the workspace that is read for the first time
  std::size_t files;                ///< that a branch changes
  std::chrono::seconds afterwards;  ///< that count as well, once everything is read
};
constexpr Scale full{1'000'000, 5'000, std::chrono::seconds(60)};
constexpr Scale quick{100'000, 500, std::chrono::seconds(5)};

/// A server with a model and one client, which has a folder open.
class Workplace {
 public:
  static Result<std::unique_ptr<Workplace>> open(const Context& context, const fs::path& folder);
  ~Workplace() {
    editor_.reset();
    if (thread_.joinable()) thread_.join();
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  /// Milliseconds of each request, one after the other, for as long as `go_on` says so.
  Result<std::vector<double>> ask(const std::function<bool()>& go_on);
  /// Says of each file that it has changed.
  Result<void> tell_changed(const std::vector<fs::path>& files);

 private:
  Workplace(const Context& context, fs::path folder)
      : folder_(std::move(folder)),
        server_([model = context.model] { return engine::Generator::load(model); }, options_of(context)) {}
  static lsp::ServerOptions options_of(const Context& context) {
    lsp::ServerOptions options;
    options.embedder = context.embedder;
    return options;
  }
  Result<double> ask_once();

  const fs::path folder_;
  const std::vector<Prompt> prompts_ = prompts_without_code();
  lsp::Server server_;
  std::optional<Editor> editor_;
  std::thread thread_;
  std::size_t asked_ = 0;
};

Result<std::unique_ptr<Workplace>> Workplace::open(const Context& context, const fs::path& folder) {
  std::array<int, 2> sockets{};
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets.data()) != 0) return failure("no sockets left");
  std::unique_ptr<Workplace> made(new Workplace(context, folder));
  made->editor_.emplace(sockets[0], sockets[0]);
  made->thread_ = std::thread([&server = made->server_, theirs = sockets[1]] {
    lsp::IoThread io;
    lsp::DescriptorStream stream(io, theirs, theirs, lsp::DescriptorStream::Ownership::owned);
    server.serve(stream);
  });
  const lsp::Json settings = {{"maxTokens", max_tokens}, {"candidates", candidates}};
  if (auto done = made->editor_->initialize(settings, folder); !done) return tl::unexpected(done.error());
  return made;
}

/// In a file that is new each time: nothing of an answer before helps.
Result<double> Workplace::ask_once() {
  const Prompt& prompt = prompts_[asked_ % prompts_.size()];
  const std::string uri = lsp::uri_of_path(folder_ / fmt::format("asked_{}.py", asked_++));
  if (auto done = editor_->open(uri, prompt.text); !done) return tl::unexpected(done.error());
  const auto start = Clock::now();
  const auto answer = editor_->request("textDocument/inlineCompletion", inline_params(uri, prompt));
  const double milliseconds = 1e3 * seconds_since(start);
  if (!answer) return tl::unexpected(answer.error());
  if (auto done = editor_->notify("textDocument/didClose", {{"textDocument", {{"uri", uri}}}}); !done)
    return tl::unexpected(done.error());
  return milliseconds;
}

Result<std::vector<double>> Workplace::ask(const std::function<bool()>& go_on) {
  std::vector<double> milliseconds;
  do {
    const auto asked = ask_once();
    if (!asked) return tl::unexpected(asked.error());
    milliseconds.push_back(*asked);
  } while (go_on());
  return milliseconds;
}

Result<void> Workplace::tell_changed(const std::vector<fs::path>& files) {
  lsp::Json changes = lsp::Json::array();
  for (const fs::path& file : files) changes.push_back({{"uri", lsp::uri_of_path(file)}, {"type", 2}});
  return editor_->notify("workspace/didChangeWatchedFiles", {{"changes", changes}});
}

/// Copies of Python's standard library, each with a line of its own in every file, until there are so many
/// lines.
Result<void> fill(const fs::path& folder, std::size_t lines) {
  const auto library = standard_library();
  if (!library) return tl::unexpected(library.error());
  retrieval::Exclusions exclusions(*library);
  const auto files = retrieval::find_files(*library, exclusions);
  std::size_t written = 0;
  for (std::size_t copy = 0; written < lines && !files.empty(); ++copy) {
    for (std::size_t i = 0; i < files.size() && written < lines; ++i) {
      const auto text = read_file(*library / files[i].path);
      if (!text) continue;
      const fs::path file = folder / fmt::format("copy_{}", copy) / files[i].path;
      fs::create_directories(file.parent_path());
      std::ofstream(file) << "# the copy number " << copy << "\nnumber = " << copy << "\n" << *text;
      written += static_cast<std::size_t>(std::ranges::count(*text, '\n'));
    }
  }
  return {};
}

/// The first files of the folder, which say what another branch says.
std::vector<fs::path> change_branch(const fs::path& folder, std::size_t count) {
  retrieval::Exclusions exclusions(folder);
  std::vector<fs::path> files;
  for (const retrieval::FoundFile& found : retrieval::find_files(folder, exclusions)) {
    if (files.size() == count) break;
    files.push_back(folder / found.path);
    std::ofstream(files.back(), std::ios::app) << "\n# what the other branch has in addition\nother = True\n";
  }
  return files;
}

/// Until the store has `all` files and the time afterwards is over.
std::function<bool()> until_read(const retrieval::Store& store, std::int64_t all, const Scale& scale,
                                 const std::stop_token& stop) {
  return [&store, all, scale, stop, end = std::optional<Clock::time_point>()]() mutable {
    const auto counts = store.counts();
    if (!end && (!counts || counts->files >= all)) end = Clock::now() + scale.afterwards;
    return !stop.stop_requested() && (!end || Clock::now() < *end);
  };
}

std::function<bool()> for_seconds(double seconds, const std::stop_token& stop) {
  return [start = Clock::now(), seconds, stop] {
    return seconds_since(start) < seconds && !stop.stop_requested();
  };
}

/// The slower requests, and the slowest one, against those of an idle server.
void judge(const std::string& name, const std::vector<double>& milliseconds, double idle, Measurements& all) {
  const double p95 = percentile(milliseconds, 95), worst = percentile(milliseconds, 100);
  const char* const bound = "the same while nothing is indexed (95th percentile)";
  all.push_back({name + ".p95", p95, "ms", bound, idle, Target{"times the bound", p95 / idle, 1.5, true}});
  all.push_back(
      {name + ".worst", worst, "ms", bound, idle, Target{"times the bound", worst / idle, 3, true}});
}

}  // namespace

Result<Measurements> measure_indexing(const Context& context) {
  const auto& stop = context.effort.stop;
  const Scale& scale = context.effort.least < 5 ? quick : full;
  const ScratchFolder scratch;
  const fs::path folder = scratch / "workspace";
  ::setenv("XDG_CACHE_HOME", (scratch / "cache").c_str(), 1);  // before there are threads that read it
  if (auto filled = fill(folder, scale.lines); !filled) return tl::unexpected(filled.error());
  const auto path = retrieval::store_path(folder);
  if (!path) return tl::unexpected(path.error());
  const auto store = retrieval::Store::open(*path);
  if (!store) return tl::unexpected(store.error());
  retrieval::Exclusions exclusions(folder);
  const auto files = static_cast<std::int64_t>(retrieval::find_files(folder, exclusions).size());

  const auto workplace = Workplace::open(context, folder);
  if (!workplace) return tl::unexpected(workplace.error());
  Workplace& editor = **workplace;
  const auto reading = editor.ask(until_read(*store, files, scale, stop));
  if (!reading) return tl::unexpected(reading.error());
  const double seconds = std::max(10.0, context.effort.time.count());
  const auto idle = editor.ask(for_seconds(seconds, stop));
  if (!idle) return tl::unexpected(idle.error());
  if (auto told = editor.tell_changed(change_branch(folder, scale.files)); !told)
    return tl::unexpected(told.error());
  const auto branch = editor.ask(for_seconds(3 * seconds, stop));
  if (!branch) return tl::unexpected(branch.error());

  const double idle_p95 = percentile(*idle, 95);
  Measurements measurements{{"indexing.idle.p95", idle_p95, "ms", "", {}, {}}};
  // The first request waits for the model to be loaded.
  judge("indexing.reading", {reading->begin() + 1, reading->end()}, idle_p95, measurements);
  judge("indexing.branch", *branch, idle_p95, measurements);
  return measurements;
}

}  // namespace treewright::bench
