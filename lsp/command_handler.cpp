#include "lsp/command_handler.h"

#include <utility>

#include "lsp/attention_command.h"
#include "lsp/commands.h"
#include "lsp/file_uri.h"

namespace treewright::lsp {
namespace {

Json verdicts_json(const retrieval::Verdicts& verdicts) {
  const auto& deciding = verdicts.reading.excluded ? verdicts.reading : verdicts.indexing;
  return {{"excluded", verdicts.reading.excluded},
          {"indexed", !verdicts.indexing.excluded},
          {"source", deciding.source},
          {"line", deciding.line},
          {"rule", deciding.rule},
          {"text", verdicts.describe()}};
}

}  // namespace

void CommandHandler::bind(Binder& binder) {
  binder.request("workspace/executeCommand", this, &CommandHandler::execute);
}

template <typename Arguments>
void CommandHandler::run(const ExecuteCommandParams& params, const CallPtr& call,
                         void (CommandHandler::*command)(const Arguments&, const CallPtr&)) {
  const auto invalid = [&](const std::string& why) {
    call->reply(reject(ErrorCode::invalid_params, "workspace/executeCommand: " + why));
  };
  if (params.arguments.size() != 1) {
    return invalid(fmt::format("arguments: expected one object {}", Arguments::fields));
  }
  Arguments arguments;
  const auto read = read_json(params.arguments.front(), "arguments[0]", arguments);
  if (!read) return invalid(read.error().message);
  (this->*command)(arguments, call);
}

void CommandHandler::execute(const ExecuteCommandParams& params, const CallPtr& call) {
  const auto& command = params.command;
  if (command == generate_command) return run(params, call, &CommandHandler::generate);
  if (command == regenerate_command) return run(params, call, &CommandHandler::regenerate);
  if (command == alternative_command) return run(params, call, &CommandHandler::show_alternative);
  if (command == open_source_command) return run(params, call, &CommandHandler::open_source);
  if (command == why_command) return run(params, call, &CommandHandler::why);
  if (command == attention_command) return run(params, call, &CommandHandler::attention);
  call->reply(reject(ErrorCode::invalid_params, "workspace/executeCommand: command: unknown: " + command));
}

EditTarget CommandHandler::edit_target() const {
  return {session_.generated, session_.capabilities.document_changes};
}

void CommandHandler::submit_edit(const GenerateArguments& arguments, const CallPtr& call,
                                 JobDispatcher::Work work) {
  if (!session_.capabilities.apply_edit) {
    return call->reply(reject(ErrorCode::request_failed,
                              "workspace/executeCommand: the client knows no workspace/applyEdit"));
  }
  auto job = jobs_.make(arguments.uri, arguments.position, call);
  if (!job) return call->reply(tl::unexpected(job.error()));
  if (arguments.version && *arguments.version != job->snapshot->version) {
    return call->reply(reject(ErrorCode::content_modified,
                              "workspace/executeCommand: arguments[0].version: the document has changed"));
  }
  job->trigger = completion::Trigger::command;
  jobs_.submit(*std::move(job), std::move(work));
}

void CommandHandler::generate(const GenerateArguments& arguments, const CallPtr& call) {
  submit_edit(arguments, call,
              [target = edit_target()](SuggestionJob& job) { run_generate_command(job, target); });
}

void CommandHandler::regenerate(const RegenerateArguments& arguments, const CallPtr& call) {
  submit_edit(arguments, call, [target = edit_target(), force = arguments.force](SuggestionJob& job) {
    run_regenerate_command(job, target, force);
  });
}

void CommandHandler::show_alternative(const AlternativeArguments& arguments, const CallPtr& call) {
  submit_edit(arguments, call, [target = edit_target(), step = arguments.step](SuggestionJob& job) {
    run_alternative_command(job, target, step);
  });
}

void CommandHandler::open_source(const OpenSourceArguments& location, const CallPtr& call) {
  if (!session_.capabilities.show_document) {
    return call->reply(
        reject(ErrorCode::request_failed, "treewright.openSource: the client knows no window/showDocument"));
  }
  session_.client->request("window/showDocument", show_document_params(location),
                           [call](const Outcome& outcome) { call->reply(outcome); });
}

void CommandHandler::why(const WhyArguments& arguments, const CallPtr& call) {
  const auto path = canonical_path_of_uri(arguments.uri);
  const WorkspaceFolder* const folder = path ? folders_.find(*path) : nullptr;
  if (folder == nullptr) {
    return call->reply(Json{
        {"excluded", false}, {"indexed", false}, {"text", "read, not indexed: in no folder that is open"}});
  }
  jobs_.submit(arguments.uri, call, [rules = folder->rules(), path = *path, call] {
    call->reply(verdicts_json(rules->check(path)));
  });
}

void CommandHandler::attention(const AttentionArguments& arguments, const CallPtr& call) {
  auto job = jobs_.make(arguments.uri, arguments.position, call);
  if (!job) return call->reply(tl::unexpected(job.error()));
  job->trigger = completion::Trigger::command;
  jobs_.submit(*std::move(job), [text = arguments.text, generated = session_.generated](SuggestionJob& j) {
    run_attention_command(j, text, *generated);
  });
}

}  // namespace treewright::lsp
