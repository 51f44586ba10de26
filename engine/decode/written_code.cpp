#include "engine/decode/written_code.h"

#include <algorithm>

#include "engine/text/fragment.h"

namespace treewright::decode {
namespace {

using engine::Unexplained;
using Why = Unexplained::Why;

tl::unexpected<Unexplained> refuse(Why why, std::string message) {
  return tl::unexpected(Unexplained{why, std::move(message)});
}

tl::unexpected<Unexplained> cannot_write(std::string_view what) {
  return refuse(
      Why::not_written,
      fmt::format("the model cannot write {}: only code that it could have written can be explained", what));
}

/// Code with its tree and tokens.
struct ReadCode {
  text::CodeTree tree;
  text::CodePlaces places;
  std::vector<text::Token> tokens;
  std::vector<std::uint32_t> leaves;  ///< by token
};

tl::expected<ReadCode, Unexplained> read_code(const syntax::Language& language, std::string_view code) {
  ReadCode read;
  auto tree = text::read_code_tree(language, code, &read.places);
  if (!tree) return refuse(Why::invalid_code, tree.error().message);
  read.tree = *std::move(tree);
  auto tokens = text::code_tokens(language, read.tree, &read.leaves);
  if (!tokens) return refuse(Why::invalid_code, tokens.error().message);
  read.tokens = *std::move(tokens);
  return read;
}

tl::expected<void, Unexplained> add_token_steps(const CodeModel& model, const ReadCode& read,
                                                WrittenCode& written) {
  std::vector<text::TargetStep>& steps = written.example.steps;
  for (std::size_t t = 0; t < read.tokens.size(); ++t) {
    const text::Token& token = read.tokens[t];
    if (token.text.find_first_of("\r\n") != std::string::npos)
      return cannot_write("a literal that holds a line end");
    const auto own = text::encode_target(model.vocabulary, written.example.source, {token});
    if (own.empty()) return cannot_write('"' + token.text + '"');
    const std::size_t first = steps.size();
    steps.insert(steps.end(), own.begin(), own.end());
    if (read.leaves[t] != text::no_node)
      written.tokens.push_back({read.places[read.leaves[t]], first, steps.size()});
  }
  return {};
}

tl::expected<void, Unexplained> add_tree_steps(const CodeModel& model, const ReadCode& read,
                                               WrittenCode& written) {
  const grammar::TreeCodec& codec = model.grammar->codec;
  std::vector<int> writers, firsts;
  const auto derivation = model.grammar->oracle.derive(read.tree, &writers);
  if (!derivation) return cannot_write("this: " + derivation.error().message);
  std::vector<text::TargetStep>& steps = written.example.steps;
  steps = codec.encode(written.example.source, *derivation, &firsts);
  if (steps.empty()) return cannot_write("one of its names or texts");
  firsts.push_back(static_cast<int>(steps.size()));
  for (const std::uint32_t leaf : read.leaves) {
    if (leaf == text::no_node) continue;
    const auto writer = static_cast<std::size_t>(std::max(writers[leaf], 0));
    written.tokens.push_back({read.places[leaf], static_cast<std::size_t>(firsts[writer]),
                              static_cast<std::size_t>(firsts[writer + 1])});
  }
  return {};
}

/// `code` stands at `begin` of what was read: what completes it is not shown.
void leave_out_completion(std::size_t begin, std::size_t length, std::vector<WrittenToken>& tokens) {
  std::erase_if(tokens, [&](const WrittenToken& token) {
    return token.place.begin < begin || token.place.begin >= begin + length;
  });
  for (WrittenToken& token : tokens) token.place = {token.place.begin - begin, token.place.end - begin};
}

}  // namespace

tl::expected<WrittenCode, Unexplained> write_code_steps(const CodeModel& model,
                                                        const engine::Request& request,
                                                        std::string_view code) {
  code = code.substr(0, code.find_last_not_of(" \t\r\n") + 1);
  const auto too_long = [] {
    return refuse(Why::too_long,
                  fmt::format("the code is too long to be explained: at most {} steps of the model",
                              most_explained_steps));
  };
  if (code.size() > most_explained_bytes) return too_long();
  const std::string whole = model.fragments ? text::complete_fragment(code) : std::string(code);
  const auto read = read_code(model.language, whole);
  if (!read) return tl::unexpected(read.error());
  WrittenCode written;
  written.example.source = text::encode_source(model.vocabulary, request, model.limits);
  const auto added = model.grammar == nullptr ? add_token_steps(model, *read, written)
                                              : add_tree_steps(model, *read, written);
  if (!added) return tl::unexpected(added.error());
  if (written.example.steps.size() > most_explained_steps) return too_long();
  leave_out_completion(whole.find(code), code.size(), written.tokens);
  if (written.tokens.empty()) return refuse(Why::no_tokens, "the code says nothing");
  return written;
}

}  // namespace treewright::decode
