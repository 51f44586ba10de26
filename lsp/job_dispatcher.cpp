#include "lsp/job_dispatcher.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

namespace treewright::lsp {

tl::expected<SuggestionJob, ResponseError> JobDispatcher::make(const std::string& uri, Position position,
                                                               const std::shared_ptr<Call>& call) const {
  auto snapshot = session_.documents.snapshot(uri);
  if (!snapshot) return reject(ErrorCode::invalid_params, snapshot.error().message);
  SuggestionJob job;
  job.client = session_.client;
  job.call = call;
  job.model = &session_.context.model;
  job.model_wait = session_.context.model_wait;
  job.settings = session_.settings;
  job.encoding = session_.documents.encoding();
  job.uri = uri;
  job.cursor = (*snapshot)->buffer.offset_of(position, job.encoding);
  job.snapshot = *std::move(snapshot);
  const auto file = session_.documents.path(uri);
  const WorkspaceFolder* const folder = file ? folders_.find(*file) : nullptr;
  if (folder == nullptr) return job;
  job.file = *file;
  job.rules = folder->rules();
  job.folder = folder->shown_path();
  job.path = folder->relative(*file);
  if (job.settings.index) job.workspace = folder->index();
  return job;
}

void JobDispatcher::submit(SuggestionJob job, Work work) {
  session_.documents.track(job.uri, job.call);
  const auto uri = job.uri;
  const auto call = job.call;
  submit(uri, call, [job = std::make_shared<SuggestionJob>(std::move(job)), work = std::move(work)] {
    prepare(*job);
    work(*job);
  });
}

void JobDispatcher::submit(const std::string& uri, const std::shared_ptr<Call>& call,
                           std::function<void()> work) {
  const auto run = [uri, call, work = std::move(work)] {
    try {
      work();
    } catch (const std::exception& error) {
      spdlog::error("{}: {}", uri, error.what());
      call->reply(reject(ErrorCode::internal_error, error.what()));
    }
  };
  session_.context.scheduler.submit(session_.name + ' ' + uri, {run, [call] { call->drop(); }});
}

}  // namespace treewright::lsp
