// The program in a process of its own, as an editor starts it.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <utility>

#include "bench/editor.h"
#include "bench/measure.h"
#include "bench/positions.h"
#include "bench/prompts.h"
#include "engine/bench/statistics.h"

namespace treewright::bench {
namespace {

namespace fs = std::filesystem;

/// `program lsp --stdio`, ended with the object.
class Child {
 public:
  static Result<Child> start(const fs::path& program, const fs::path& model);
  Child(Child&& other) noexcept
      : process_(std::exchange(other.process_, -1)), in_(other.in_), out_(other.out_) {}
  Child& operator=(Child&&) = delete;
  ~Child() {
    if (process_ <= 0) return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
  }
  [[nodiscard]] int in() const { return in_; }
  [[nodiscard]] int out() const { return out_; }
  /// VmRSS in MB.
  [[nodiscard]] double resident_megabytes() const;

 private:
  Child(pid_t process, int in, int out) : process_(process), in_(in), out_(out) {}
  pid_t process_;
  int in_, out_;  ///< the editor's ends
};

Result<Child> Child::start(const fs::path& program, const fs::path& model) {
  std::array<int, 2> to{}, from{};
  if (::pipe2(to.data(), O_CLOEXEC) != 0 || ::pipe2(from.data(), O_CLOEXEC) != 0)
    return failure("no pipes left for a child process");
  const pid_t process = ::fork();
  if (process < 0) return failure("cannot start a process");
  if (process == 0) {
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);  // Ctrl-C is blocked here, for one thread to take
    ::dup2(to[0], STDIN_FILENO);
    ::dup2(from[1], STDOUT_FILENO);
    ::execl(program.c_str(), "treewright", "lsp", "--stdio", "--model", model.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(to[0]);
  ::close(from[1]);
  return Child(process, from[0], to[1]);
}

double Child::resident_megabytes() const {
  std::ifstream status(fmt::format("/proc/{}/status", process_));
  for (std::string word; status >> word;) {
    double kilobytes = 0;
    if (word == "VmRSS:" && status >> kilobytes) return kilobytes / 1024;
  }
  return 0;
}

struct Start {
  double suggestion_s = 0;  ///< from `initialize`
  double initialize_s = 0;  ///< until its answer
  double resident_mb = 0;
};

Result<Start> start_once(const Context& context, const Prompt& prompt) {
  auto child = Child::start(context.program, context.model);
  if (!child) return tl::unexpected(child.error());
  Editor editor(child->in(), child->out());
  const std::string uri = "file:///bench/start.py";
  Start start;
  const auto begin = Clock::now();
  if (auto done = editor.initialize(); !done) return tl::unexpected(done.error());
  start.initialize_s = seconds_since(begin);
  if (auto done = editor.open(uri, prompt.text); !done) return tl::unexpected(done.error());
  const auto answer = editor.request("textDocument/inlineCompletion", inline_params(uri, prompt));
  if (!answer) return tl::unexpected(answer.error());
  start.suggestion_s = seconds_since(begin);
  if (answer->value("items", lsp::Json::array()).empty())
    return failure("the first suggestion did not come: {}", answer->dump());
  start.resident_mb = child->resident_megabytes();
  if (auto done = editor.leave(); !done) return tl::unexpected(done.error());
  return start;
}

}  // namespace

Result<Measurements> measure_start(const Context& context) {
  const auto prompts = prompts_without_code();
  std::vector<double> suggestion, initialize, resident;
  for (std::size_t i = 0; i < context.effort.least && !context.effort.stop.stop_requested(); ++i) {
    const auto start = start_once(context, prompts.front());
    if (!start) return tl::unexpected(start.error());
    suggestion.push_back(start->suggestion_s);
    initialize.push_back(start->initialize_s);
    resident.push_back(start->resident_mb);
  }
  const double seconds = median(suggestion), megabytes = percentile(resident, 100);
  return Measurements{{"start.suggestion", seconds, "s", "the answer to initialize, before the model",
                       median(initialize), Target{"s", seconds, 1.5, true}},
                      {"start.rss", megabytes, "MB", "", {}, Target{"MB", megabytes, 300, true}}};
}

}  // namespace treewright::bench
