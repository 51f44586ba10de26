// The model of the fuzzers, so that LibTorch need not be linked: it answers at once, with code made of what
// it is asked.
#include "engine/embed/embedder.h"
#include "engine/generator.h"
#include "engine/syntax/language.h"

namespace treewright::engine {

struct Generator::Impl {};

Generator::Generator(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Generator::Generator(Generator&&) noexcept = default;
Generator& Generator::operator=(Generator&&) noexcept = default;
Generator::~Generator() = default;

Result<Generator> Generator::load(const std::filesystem::path& /*folder*/,
                                  const GeneratorOptions& /*options*/) {
  return Generator(std::make_unique<Impl>());
}

Generation Generator::generate(const Request& request) const {
  const std::string name = request.names.empty() ? "rows" : request.names.front().text;
  Generation generation;
  for (const auto& code : {"return " + name, name + " = sorted(" + name + ")", std::string("pass")}) {
    if (generation.candidates.size() < request.candidates) generation.candidates.push_back({{{0, code}}, -1});
  }
  generation.candidates.push_back({{{0, "if " + name + ":"}, {1, "pass"}}, -2});
  generation.cancelled = request.stop.stop_requested();
  return generation;
}

Explained Generator::explain(const Request& request, std::string_view code) const {
  if (code.empty()) return tl::unexpected(Unexplained{Unexplained::Why::no_tokens, "the code says nothing"});
  return Explanation{{{request.description}}, {{std::string(code), 0, std::nullopt, {1}}}};
}

bool Generator::is_guided_by_examples() const { return false; }
const syntax::Language& Generator::language() const { return *syntax::language_by_id("python"); }
bool Generator::writes_fragments() const { return false; }

}  // namespace treewright::engine

namespace treewright::embed {

std::vector<float> Embedder::embed(std::string_view /*text*/) const { return std::vector<float>(dimension_); }
std::vector<float> Embedder::embed(const Passage& /*passage*/) const {
  return std::vector<float>(dimension_);
}

}  // namespace treewright::embed
