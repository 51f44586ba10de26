#include "tests/fuzz/json_mutator.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace treewright::fuzz {
namespace {

using Json = nlohmann::json;

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  /// One of `count`, which is not 0.
  std::size_t pick(std::size_t count) { return random_() % count; }

  void mutate(std::vector<std::string>& lines) {
    const std::size_t at = pick(lines.size());
    switch (pick(6)) {
      case 0:
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(pick(lines.size() + 1)), lines[at]);
        break;
      case 1:
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case 2:
        std::swap(lines[at], lines[pick(lines.size())]);
        break;
      default:
        mutate(lines[at]);
    }
  }

 private:
  void mutate(std::string& line) {
    Json value = Json::parse(line, nullptr, false);
    if (value.is_discarded()) {
      mutate_bytes(line);
      return;
    }
    mutate_below(value);
    line = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  }

  /// A value somewhere in `value`: the deeper ones are as likely as the outer ones.
  void mutate_below(Json& value) {
    if (value.is_structured() && !value.empty() && pick(8) != 0) {
      auto child = value.begin();
      std::advance(child, pick(value.size()));
      if (pick(24) == 0) {
        value.erase(child);
      } else {
        mutate_below(*child);
      }
    } else if (value.is_string() && pick(8) != 0) {
      auto text = value.get<std::string>();
      mutate_bytes(text);
      value = text;
    } else {
      replace(value);
    }
  }

  void replace(Json& value) {
    static const std::vector<Json> others = {
        nullptr,       true,          0, 1, 2, 3, 5, 40, -1, 65536, 4294967295U, 1e300, "", "utf-8", "utf-32",
        Json::array(), Json::object()};
    if (value.is_number_integer() && pick(2) == 0) {
      value = value.get<std::int64_t>() + static_cast<std::int64_t>(pick(7)) - 3;
    } else {
      value = others[pick(others.size())];
    }
  }

  void mutate_bytes(std::string& text) {
    const std::size_t size = text.size();
    text.resize(size + 16);
    text.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(text.data()), size, text.size()));
    std::replace(text.begin(), text.end(), '\n', ' ');
  }

  std::minstd_rand random_;
};

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

std::size_t mutate_json_lines(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  Mutator mutator(seed);
  auto lines = split({reinterpret_cast<const char*>(data), size});
  if (lines.empty() || mutator.pick(16) == 0) return LLVMFuzzerMutate(data, size, most);
  mutator.mutate(lines);
  std::string text;
  for (const auto& line : lines) text += line + '\n';
  text.resize(std::min(text.size(), most));
  std::copy(text.begin(), text.end(), data);
  return text.size();
}

}  // namespace treewright::fuzz
