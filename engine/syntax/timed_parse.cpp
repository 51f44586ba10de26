#include "engine/syntax/timed_parse.h"

#include <memory>

#include "engine/syntax/parse_input.h"

namespace treewright::syntax {

Tree parse_in_time(const Language& language, std::string_view text, const Tree* old,
                   const std::stop_token& stop, std::chrono::milliseconds limit) {
  const std::unique_ptr<TSParser, void (*)(TSParser*)> parser(ts_parser_new(), ts_parser_delete);
  ts_parser_set_language(parser.get(), language.grammar);
  return ParseInput(text, stop, std::chrono::steady_clock::now() + limit).parse(parser.get(), old);
}

}  // namespace treewright::syntax
