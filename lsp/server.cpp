#include "lsp/server.h"

#include <utility>

#include "lsp/exception_barrier.h"
#include "lsp/session.h"

namespace treewright::lsp {

Server::Server(ModelHolder::Loader loader, ServerOptions options)
    : options_(std::move(options)), model_(std::move(loader)), scheduler_(options_.scheduler) {}

int Server::serve(Stream& stream) {
  constexpr int left_without_shutdown = 1;
  const auto code = catch_exceptions([&]() -> Result<int> {
    Session session({model_, scheduler_, options_.model_wait, options_.embedder}, stream);
    return session.run();
  });
  if (code) return *code;
  log_exception("client", code.error());
  stream.close();
  return left_without_shutdown;
}

}  // namespace treewright::lsp
