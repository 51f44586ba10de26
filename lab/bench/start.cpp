// The program in a process of its own, as an editor starts it.
#include "lab/bench/editor.h"
#include "lab/bench/engine/statistics.h"
#include "lab/bench/measure.h"
#include "lab/bench/positions.h"
#include "lab/bench/prompts.h"
#include "lab/bench/server_process.h"

namespace treewright::bench {
namespace {

struct Start {
  double suggestion_s = 0;  ///< from `initialize`
  double initialize_s = 0;  ///< until its answer
  double resident_mb = 0;
};

Result<Start> start_once(const Context& context, const Prompt& prompt) {
  auto child = ServerProcess::start({context.program, context.model, {}});
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
