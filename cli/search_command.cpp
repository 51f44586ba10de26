#include "cli/search_command.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <set>

#include "cli/common/interrupt.h"
#include "cli/common/output.h"
#include "cli/common/workspace.h"
#include "support/sub_tokens.h"

namespace treewright::cli {
namespace {

struct Flags {
  std::string workspace, description;
  std::size_t limit = 10;
  std::string format = "text";
};

/// The words that both have, for a terminal.
std::string highlight(const std::string& text, const std::string& description) {
  const std::vector<std::string> asked = sub_tokens(description);
  const std::set<std::string> words(asked.begin(), asked.end());
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    const std::vector<std::string> parts = sub_tokens(word);
    const bool both =
        std::ranges::any_of(parts, [&](const std::string& part) { return words.contains(part); });
    shown += both ? "\x1b[1m" + word + "\x1b[0m" : word;
    if (end < text.size()) shown += ' ';
    at = end + 1;
  }
  return shown;
}

void print_snippet(std::string_view code) {
  constexpr int most_lines = 12;
  int lines = 0;
  for (; !code.empty() && lines < most_lines; ++lines) {
    std::cout << "    " << code.substr(0, code.find('\n')) << '\n';
    code.remove_prefix(std::min(code.find('\n'), code.size() - 1) + 1);
  }
  if (!code.empty()) std::cout << "    …\n";
}

void print_text(const retrieval::Found& found, const std::string& description) {
  const retrieval::Entry& entry = found.stored.entry;
  const bool terminal = isatty(STDOUT_FILENO) != 0;
  std::cout << fmt::format("{}:{}: {:.2f} {}\n", found.stored.path, entry.line, found.similarity,
                           terminal ? highlight(entry.description, description) : entry.description);
  print_snippet(entry.code);
}

void print_json(const retrieval::Found& found) {
  const retrieval::Entry& entry = found.stored.entry;
  std::cout << to_text({{"path", found.stored.path},
                        {"line", entry.line},
                        {"end_line", entry.end_line},
                        {"kind", retrieval::entry_kind_name(entry.kind)},
                        {"scope", entry.scope},
                        {"name", entry.name},
                        {"description", entry.description},
                        {"code", entry.code},
                        {"similarity", found.similarity}})
            << '\n';
}

void run(const Flags& flags) {
  const auto found = open_index(flags.workspace)->search(flags.description, flags.limit);
  if (!found) fail(found.error());
  for (const retrieval::Found& each : *found) {
    if (flags.format == "json") {
      print_json(each);
    } else {
      print_text(each, flags.description);
    }
  }
}

}  // namespace

void add_search_command(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command = app.add_subcommand("search", "Entries of a workspace's index like a description");
  command->add_option("workspace", flags->workspace, "folder that was indexed")->required();
  command->add_option("description", flags->description, "what the code shall do")->required();
  command->add_option("--limit", flags->limit, "how many")->check(CLI::Range(1, 1000))->capture_default_str();
  command->add_option("--format", flags->format, "text or json (lines)")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->callback([flags] { run(*flags); });
}

}  // namespace treewright::cli
