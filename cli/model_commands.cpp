// predict, eval, complete and generate: one request after another, from files or the command line.
#include <chrono>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "completion/provider.h"
#include "completion/scope.h"
#include "support/file.h"

namespace treewright::cli {
namespace {

using nlohmann::json;

struct Flags {
  std::string model = "models/python-base";
  std::string target, input, output, description;
  std::vector<std::string> scope;
  std::string format = "text";
  std::size_t candidates = 5;
  std::size_t max_tokens = 64;
};

engine::Generator load(const Flags& flags) {
  auto generator = engine::Generator::load(flags.model);
  if (!generator) fail(generator.error());
  return *std::move(generator);
}

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

struct Target {
  std::string path;
  std::size_t line = 1, column = 0;  ///< 1-based; column 0: the line's end
};

Target parse_target(const std::string& text) {
  Target target;
  std::vector<std::size_t> numbers;
  std::string rest = text;
  for (int i = 0; i < 2; ++i) {
    const auto colon = rest.rfind(':');
    if (colon == std::string::npos || colon + 1 == rest.size()) break;
    const std::string digits = rest.substr(colon + 1);
    if (digits.find_first_not_of("0123456789") != std::string::npos || digits.size() > 9) break;
    numbers.insert(numbers.begin(), std::stoul(digits));
    rest.resize(colon);
  }
  if (numbers.empty()) fail({text + ": name the line, as in file.py:12"});
  target.path = rest;
  target.line = std::max<std::size_t>(1, numbers[0]);
  target.column = numbers.size() > 1 ? numbers[1] : 0;
  return target;
}

/// Byte offset of the target; a line or column past the end is an error the user can see.
std::size_t offset_of(const Target& target, std::string_view text) {
  std::size_t begin = 0;
  for (std::size_t line = 1; line < target.line; ++line) {
    const auto end = text.find('\n', begin);
    if (end == std::string_view::npos) {
      fail({fmt::format("{}: has only {} lines; line {} was asked for", target.path, line, target.line)});
    }
    begin = end + 1;
  }
  auto end = text.find('\n', begin);
  if (end == std::string_view::npos) end = text.size();
  if (end > begin && text[end - 1] == '\r') --end;
  return target.column == 0 ? end : std::min(end, begin + target.column - 1);
}

void complete(const Flags& flags) {
  const Target target = parse_target(flags.target);
  const auto text = read_file(target.path);
  if (!text) fail(text.error());
  const syntax::Language* language = syntax::language_by_path(target.path);
  if (language == nullptr) fail({target.path + ": no known language has this extension"});
  const auto generator = load(flags);
  const auto start = std::chrono::steady_clock::now();
  syntax::Parser parser(*language);
  const syntax::Tree tree = parser.parse(*text);
  const completion::Source source{language, *text, &tree};
  const completion::Query query{
      offset_of(target, *text), completion::Trigger::command, flags.candidates, flags.max_tokens, {}};
  const auto answer = completion::suggest(source, query, &generator);
  print_answer(answer, source, target.path, milliseconds_since(start), flags.format);
}

void generate(const Flags& flags) {
  const auto generator = load(flags);
  engine::Request request;
  request.description = flags.description;
  request.candidates = flags.candidates;
  request.max_tokens = flags.max_tokens;
  request.surroundings.bare = flags.scope.empty();
  for (const std::string& name : flags.scope) request.names.push_back({name, engine::NameKind::local});
  const auto start = std::chrono::steady_clock::now();
  const auto generation = generator.generate(request);
  print_generation(generation, milliseconds_since(start), flags.format);
}

/// The document that a row's context makes: the comment (or docstring) stands on the next line, inside the
/// block that the context's last line opens.
struct Posed {
  std::string text;
  std::size_t offset = 0;
};

Posed pose(const std::string& context, const std::string& nl, bool docstring) {
  std::string text = context;
  const auto last_break = text.rfind('\n');
  std::string last_line = last_break == std::string::npos ? text : text.substr(last_break + 1);
  std::string indentation;
  if (last_line.find_first_not_of(" \t") == std::string::npos) {
    indentation = last_line;
    text.resize(text.size() - last_line.size());
  }
  if (!text.empty() && text.back() != '\n') text += '\n';
  if (indentation.empty()) {
    std::string previous;
    for (std::size_t end = text.size();
         end > 0 && previous.find_first_not_of(" \t\r\n") == std::string::npos;) {
      const auto begin = end >= 2 ? text.rfind('\n', end - 2) : std::string::npos;
      const std::size_t from = begin == std::string::npos ? 0 : begin + 1;
      previous = text.substr(from, end - from);
      end = from;
    }
    const auto first = previous.find_first_not_of(" \t");
    indentation = previous.substr(0, first == std::string::npos ? 0 : first);
    const auto last = previous.find_last_not_of(" \t\r\n");
    if (last != std::string::npos && previous[last] == ':')
      indentation += indentation.find('\t') == 0 ? "\t" : "    ";
  }
  std::string line = nl;
  std::replace(line.begin(), line.end(), '\n', ' ');
  text += indentation + (docstring ? "\"\"\"" + line + "\"\"\"" : "# " + line);
  return {text, text.size()};
}

json answer_in_context(const engine::Generator& generator, const json& row, const Flags& flags) {
  const syntax::Language* language = syntax::language_by_id("python");
  const std::string context = row.at("context").get<std::string>();
  const bool docstring = row.value("kind", std::string()) == "docstring";
  const Posed posed = pose(context, row.at("nl").get<std::string>(), docstring);
  syntax::Parser parser(*language);
  const syntax::Tree tree = parser.parse(posed.text);
  const auto answer = completion::suggest(
      {language, posed.text, &tree},
      {posed.offset, completion::Trigger::command, flags.candidates, flags.max_tokens, {}}, &generator);
  json candidates = json::array();
  for (const auto& suggestion : answer.suggestions)
    candidates.push_back({{"code", suggestion.code}, {"score", suggestion.score}});
  return candidates;
}

json answer_bare(const engine::Generator& generator, const json& row, const Flags& flags) {
  engine::Request request;
  request.description = row.at("nl").get<std::string>();
  request.surroundings.bare = true;
  request.candidates = flags.candidates;
  request.max_tokens = flags.max_tokens;
  json candidates = json::array();
  for (const auto& candidate : generator.generate(request).candidates) {
    candidates.push_back({{"code", text::join(candidate.lines)}, {"score", candidate.score}});
  }
  return candidates;
}

void predict(const Flags& flags) {
  const auto generator = load(flags);
  std::ifstream in(flags.input);
  std::string lines, line;
  const auto stop = stop_on_interrupt();
  for (std::size_t number = 1; std::getline(in, line) && !stop.stop_requested(); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const json row = json::parse(line, nullptr, false);
    if (!row.is_object() || !row.contains("nl") || !row["nl"].is_string()) {
      fail({fmt::format("{}:{}: must be an object with the string \"nl\"", flags.input, number)});
    }
    const bool in_context = row.contains("context") && row["context"].is_string();
    const json candidates =
        in_context ? answer_in_context(generator, row, flags) : answer_bare(generator, row, flags);
    lines += json{{"id", row.value("id", json(number))}, {"candidates", candidates}}.dump(
                 -1, ' ', false, json::error_handler_t::replace) +
             "\n";
    if (number % 200 == 0) std::cerr << number << " rows\n";
  }
  if (const auto written = write_file(flags.output, lines); !written) fail(written.error());
}

void add_common(CLI::App& command, Flags& flags) {
  command.add_option("--model", flags.model, "model folder")->capture_default_str();
  command.add_option("--candidates", flags.candidates, "how many")
      ->check(CLI::Range(1, 50))
      ->capture_default_str();
  command.add_option("--max-tokens", flags.max_tokens, "decoding steps")
      ->check(CLI::Range(1, 512))
      ->capture_default_str();
}

}  // namespace

void add_model_commands(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* at = app.add_subcommand("complete", "Code for the comment or docstring at FILE:LINE[:COLUMN]");
  at->add_option("target", flags->target, "FILE:LINE[:COLUMN], 1-based")->required();
  at->add_option("--format", flags->format)
      ->check(CLI::IsMember({"text", "diff", "json"}))
      ->capture_default_str();
  add_common(*at, *flags);
  at->callback([flags] { complete(*flags); });

  CLI::App* bare = app.add_subcommand("generate", "Code for a description");
  bare->add_option("description", flags->description)->required();
  bare->add_option("--scope", flags->scope, "names it may use")->delimiter(',');
  bare->add_option("--format", flags->format)->check(CLI::IsMember({"text", "json"}))->capture_default_str();
  add_common(*bare, *flags);
  bare->callback([flags] { generate(*flags); });

  CLI::App* rows = app.add_subcommand("predict", "Candidates for every row of a JSON lines file");
  rows->add_option("--input", flags->input, "rows {\"id\", \"nl\", \"context\"?}")
      ->required()
      ->check(CLI::ExistingFile);
  rows->add_option("--output", flags->output, "rows {\"id\", \"candidates\"}")->required();
  add_common(*rows, *flags);
  rows->callback([flags] { predict(*flags); });
}

}  // namespace treewright::cli
