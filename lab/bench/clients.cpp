// Several editors at once on one process, over TCP.
#include <arpa/inet.h>
#include <sys/socket.h>

#include <list>
#include <thread>

#include "lab/bench/editor.h"
#include "lab/bench/engine/statistics.h"
#include "lab/bench/measure.h"
#include "lab/bench/positions.h"
#include "lsp/server.h"
#include "lsp/tcp_server.h"

namespace treewright::bench {
namespace {

/// What one client saw.
struct Visit {
  std::vector<double> milliseconds;  ///< of the requests that were answered
  std::size_t lost = 0;
};

/// A server on a free port of this machine.
class Listening {
 public:
  static Result<std::unique_ptr<Listening>> start(const std::filesystem::path& model);
  ~Listening() {
    tcp_->stop();
    thread_.join();
  }
  /// -1 where the connection is refused.
  [[nodiscard]] int connect() const;

 private:
  explicit Listening(const std::filesystem::path& model)
      : server_([model] { return engine::Generator::load(model); }) {}
  lsp::Server server_;
  std::optional<lsp::TcpServer> tcp_;
  std::thread thread_;
};

Result<std::unique_ptr<Listening>> Listening::start(const std::filesystem::path& model) {
  std::unique_ptr<Listening> listening(new Listening(model));
  auto tcp = lsp::TcpServer::listen({"127.0.0.1", 0}, false,
                                    [&server = listening->server_](lsp::Stream& s) { server.serve(s); });
  if (!tcp) return tl::unexpected(tcp.error());
  listening->tcp_ = std::move(*tcp);
  listening->thread_ = std::thread([&running = *listening->tcp_] { running.run(); });
  return listening;
}

int Listening::connect() const {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(tcp_->port());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return socket;
  ::close(socket);
  return -1;
}

/// An answer without code says why. That nothing fits is an answer; that the request was dropped is none.
bool is_answer(const Result<lsp::Json>& answer) {
  if (!answer || !answer->is_object()) return false;
  if (!answer->value("items", lsp::Json::array()).empty()) return true;
  const lsp::Json data = answer->value("data", lsp::Json::object());
  const std::string reason = data.is_object() ? data.value("reason", "cancelled") : "cancelled";
  return reason != "cancelled" && !reason.starts_with("model-");
}

/// Opens the prompts' files and asks for code in them, one request after another.
Visit visit(int socket, const std::vector<Prompt>& prompts, std::size_t requests,
            const std::stop_token& stop) {
  Visit seen{{}, requests};
  if (socket < 0) return seen;
  Editor editor(socket, socket);
  if (!editor.initialize({{"maxTokens", max_tokens}, {"candidates", candidates}})) return seen;
  for (std::size_t i = 0; i < requests && !stop.stop_requested(); ++i) {
    const Prompt& prompt = prompts[i % prompts.size()];
    const std::string uri = fmt::format("file:///bench/{}.py", i);
    if (!editor.open(uri, prompt.text)) return seen;
    const auto start = Clock::now();
    if (!is_answer(editor.request("textDocument/inlineCompletion", inline_params(uri, prompt)))) continue;
    seen.milliseconds.push_back(1e3 * seconds_since(start));
    --seen.lost;
  }
  if (!editor.leave()) seen.lost = requests;
  return seen;
}

Visit visit_together(const Listening& listening, const std::vector<Prompt>& prompts, std::size_t clients,
                     std::size_t requests, const std::stop_token& stop) {
  std::vector<Visit> visits(clients);
  std::list<std::thread> threads;
  for (Visit& one : visits)
    threads.emplace_back([&] { one = visit(listening.connect(), prompts, requests, stop); });
  for (std::thread& thread : threads) thread.join();
  Visit all;
  for (const Visit& one : visits) {
    all.milliseconds.insert(all.milliseconds.end(), one.milliseconds.begin(), one.milliseconds.end());
    all.lost += one.lost;
  }
  return all;
}

}  // namespace

Result<Measurements> measure_clients(const Context& context) {
  const auto listening = Listening::start(context.model);
  if (!listening) return tl::unexpected(listening.error());
  const auto prompts = prompts_without_code();
  const auto& stop = context.effort.stop;
  const std::size_t requests = std::max(context.effort.least, prompts.size());
  visit_together(**listening, prompts, 1, 1, stop);  // loads the model
  Measurements measurements;
  std::size_t lost = 0;
  double alone = 0;
  for (const std::size_t clients : {1, 5, 10, 20}) {
    const Visit all = visit_together(**listening, prompts, clients, requests, stop);
    const double p95 = percentile(all.milliseconds, 95);
    if (clients == 1) alone = p95;
    const double linear = alone * static_cast<double>(clients);
    measurements.push_back({fmt::format("clients.{}.p95", clients), p95, "ms",
                            "one client's, times the clients", linear,
                            Target{"times the bound", p95 / linear, 1, true}});
    lost += all.lost;
  }
  const auto count = static_cast<double>(lost);
  measurements.push_back({"clients.lost", count, "requests", "", {}, Target{"requests", count, 0, true}});
  return measurements;
}

}  // namespace treewright::bench
