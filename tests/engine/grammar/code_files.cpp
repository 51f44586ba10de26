#include "tests/engine/grammar/code_files.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace treewright::grammar {
namespace {

namespace fs = std::filesystem;

const syntax::Language* language_of(const fs::path& path) {
  for (const syntax::Language& language : syntax::known_languages()) {
    if (std::ranges::find(language.extensions, path.extension().string()) != language.extensions.end())
      return &language;
  }
  return nullptr;
}

void add_files(const fs::path& folder, std::vector<CodeFile>& files) {
  constexpr auto options = fs::directory_options::skip_permission_denied;
  for (const auto& entry : fs::recursive_directory_iterator(folder, options)) {
    const auto* language = language_of(entry.path());
    if (language != nullptr && entry.is_regular_file()) files.push_back({entry.path(), language});
  }
  std::ranges::sort(files, {}, &CodeFile::path);
}

}  // namespace

std::string CodeFile::text() const {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<CodeFile> corpus_files() {
  std::vector<CodeFile> files;
  add_files(TREEWRIGHT_SOURCE_DIR "/tests/corpus/code", files);
  return files;
}

std::vector<CodeFile> files_of_environment() {
  std::vector<CodeFile> files;
  const char* folders = std::getenv("TREEWRIGHT_FILES");
  std::istringstream list(folders == nullptr ? "" : folders);
  for (std::string folder; std::getline(list, folder, ':');) add_files(folder, files);
  return files;
}

}  // namespace treewright::grammar
