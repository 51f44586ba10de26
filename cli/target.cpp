#include "cli/target.h"

#include <filesystem>

#include "cli/common/interrupt.h"
#include "completion/file_target.h"
#include "support/file.h"

namespace treewright::cli {

completion::Query Target::query(const completion::Workspace* workspace, const std::string& folder) const {
  completion::Query query;
  query.offset = offset;
  query.trigger = completion::Trigger::command;
  query.workspace = workspace;
  if (workspace != nullptr) query.path = std::filesystem::relative(path, folder).generic_string();
  return query;
}

Target open_target(const std::string& target) {
  const auto place = completion::parse_file_target(target);
  if (!place) fail(place.error());
  auto text = read_file(place->path);
  if (!text) fail(text.error());
  const auto offset = completion::offset_of(*place, *text);
  if (!offset) fail(offset.error());
  const syntax::Language* language = syntax::language_by_path(place->path);
  if (language == nullptr) fail({place->path + ": no known language has this extension"});
  auto tree = syntax::Parser(*language).parse(*text);
  return {place->path, *std::move(text), language, std::move(tree), *offset};
}

}  // namespace treewright::cli
