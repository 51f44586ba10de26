#include "lsp/server.h"

#include <utility>

#include "lsp/session.h"

namespace treewright::lsp {

Server::Server(ModelHolder::Loader loader, ServerOptions options)
    : options_(std::move(options)), model_(std::move(loader)), scheduler_(options_.scheduler) {}

int Server::serve(Stream& stream) {
  Session session({model_, scheduler_, options_.model_wait, options_.embedder}, stream);
  return session.run();
}

}  // namespace treewright::lsp
