#include "cli/common/output.h"

#include <unistd.h>

#include <iostream>
#include <sstream>

namespace treewright::cli {
namespace {

using nlohmann::json;

std::string colour(const char* code, const std::string& text) {
  static const bool terminal = ::isatty(STDOUT_FILENO) != 0;
  return terminal ? std::string("\x1b[") + code + "m" + text + "\x1b[0m" : text;
}

std::string kind_name(completion::SiteKind kind) {
  switch (kind) {
    case completion::SiteKind::line_comment:
      return "line-comment";
    case completion::SiteKind::comment_block:
      return "comment-block";
    case completion::SiteKind::docstring:
      return "docstring";
  }
  return {};
}

json site_json(const completion::Site& site) {
  return {{"kind", kind_name(site.kind)}, {"description", site.description},
          {"begin", site.comment.begin},  {"end", site.comment.end},
          {"insert_at", site.insert_at},  {"indentation", site.indentation}};
}

void print_lines(const std::string& text, const std::string& mark, const char* code) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty()) std::cout << colour(code, mark + line) << '\n';
  }
}

void print_codes(const std::vector<completion::Suggestion>& suggestions) {
  for (const auto& suggestion : suggestions) {
    if (const auto& from = suggestion.provenance)
      std::cout << colour("2", completion::label_of(*from)) << '\n';
    std::cout << suggestion.code << "\n\n";
  }
}

void print_diff(const completion::Answer& answer, const completion::Source& source, const std::string& path,
                double milliseconds) {
  const auto& site = *answer.site;
  const auto& best = answer.suggestions.front();
  const std::size_t line =
      1 +
      static_cast<std::size_t>(std::count(
          source.text.begin(), source.text.begin() + static_cast<std::ptrdiff_t>(site.comment.begin), '\n'));
  std::cout << colour("1", path + ":" + std::to_string(line)) << "  " << site.description << "\n\n";
  print_lines(site.indentation +
                  std::string(source.text.substr(site.comment.begin, site.comment.end - site.comment.begin)),
              "  ", "2");
  print_lines(
      std::string(source.text.substr(best.edit.range.begin, best.edit.range.end - best.edit.range.begin)),
      "- ", "31");
  print_lines(best.edit.text, "+ ", "32");
  for (std::size_t i = 1; i < answer.suggestions.size(); ++i) {
    std::cout << "\n"
              << colour("2", fmt::format("alternative {} of {}", i, answer.suggestions.size() - 1)) << '\n';
    print_lines(answer.suggestions[i].code, "  ", "0");
  }
  std::cout << fmt::format("\n{:.0f} ms\n", milliseconds);
}

}  // namespace

std::string to_text(const json& object) {
  return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

json provenance_json(const completion::Provenance& from) {
  return {{"path", from.path}, {"line", from.line}, {"similarity", from.similarity}};
}

json candidates_json(const std::vector<completion::Suggestion>& suggestions) {
  json candidates = json::array();
  for (const auto& suggestion : suggestions) {
    candidates.push_back({{"code", suggestion.code}, {"score", suggestion.score}});
    if (const auto& from = suggestion.provenance) candidates.back()["provenance"] = provenance_json(*from);
  }
  return candidates;
}

void print_answer(const completion::Answer& answer, const completion::Source& source, const std::string& path,
                  double milliseconds, const std::string& format) {
  if (format == "json") {
    std::cout << to_text({{"site", answer.site ? site_json(*answer.site) : json()},
                          {"reason", answer.reason ? json(completion::reason_name(*answer.reason)) : json()},
                          {"candidates", candidates_json(answer.suggestions)},
                          {"milliseconds", milliseconds}})
              << '\n';
  } else if (answer.suggestions.empty()) {
    std::cerr << "treewright: " << path << ": no suggestion: "
              << (answer.reason ? completion::reason_name(*answer.reason) : "nothing found") << '\n';
  } else if (format == "diff") {
    print_diff(answer, source, path, milliseconds);
  } else {
    print_codes(answer.suggestions);
  }
}

void print_bare_answer(const completion::Answer& answer, double milliseconds, const std::string& format) {
  const json reason = answer.reason ? json(completion::reason_name(*answer.reason)) : json();
  if (format == "json") {
    std::cout << to_text({{"candidates", candidates_json(answer.suggestions)},
                          {"reason", reason},
                          {"milliseconds", milliseconds}})
              << '\n';
  } else if (answer.reason) {
    std::cerr << "treewright: no suggestion: " << completion::reason_name(*answer.reason) << '\n';
  } else {
    print_codes(answer.suggestions);
  }
}

}  // namespace treewright::cli
