// Source text of any bytes, in every language that the index reads: what is found lies in the text. The first
// byte chooses the language.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string_view>

#include "retrieval/extraction/extraction.h"
#include "retrieval/extraction/source_languages.h"

namespace {

using namespace treewright::retrieval;

void require(bool condition) {
  if (!condition) std::abort();
}

Extraction& extraction_of(const SourceLanguage& language) {
  static std::map<std::string_view, Extraction> made;
  const auto found = made.find(language.id);
  if (found != made.end()) return found->second;
  auto extraction = Extraction::of(language);
  require(extraction.has_value());
  return made.emplace(language.id, *std::move(extraction)).first->second;
}

void check(const Entry& entry, std::size_t lines) {
  require(entry.line >= 1 && entry.line <= entry.end_line && entry.end_line <= lines);
  require(entry.description.find_first_not_of(" \t\r\n") != std::string::npos);
  require(entry.description.find('\n') == std::string::npos);
  require(entry.code.size() <= max_code_bytes + 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto languages = source_languages();
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const SourceFile file = extraction_of(languages[data[0] % languages.size()]).read(text);
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  for (const Entry& entry : file.entries) check(entry, lines);
  for (const std::string& import : file.imports) require(import.find('\n') == std::string::npos);
  require(file.complete || file.entries.empty());
  return 0;
}
