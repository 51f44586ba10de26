#include "cli/heatmap.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <vector>

namespace treewright::cli {
namespace {

using engine::Explanation;

/// From this weight on.
struct Shade {
  double least;
  const char* mark;
};
constexpr std::array<Shade, 5> shades = {{{0, " "}, {0.05, "░"}, {0.2, "▒"}, {0.4, "▓"}, {0.7, "█"}}};
constexpr std::size_t longest_heading = 16, longest_token = 24;
constexpr const char* ellipsis = "…";

const char* shade_of(double weight) {
  const auto darker = std::ranges::find_if(shades, [&](const Shade& shade) { return shade.least > weight; });
  return std::prev(darker)->mark;
}

/// A string a character, at most `most`; line ends and the like become spaces.
std::vector<std::string> characters(std::string_view text, std::size_t most) {
  std::vector<std::string> found;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0) == 0x80 && !found.empty()) {
      found.back() += c;
    } else {
      found.emplace_back(1, byte < ' ' ? ' ' : c);
    }
  }
  if (found.size() > most) {
    found.resize(most);
    found.back() = ellipsis;
  }
  return found;
}

std::string padded(std::string_view text, std::size_t width) {
  const auto shown = characters(text, width);
  std::string cell;
  for (const std::string& c : shown) cell += c;
  return cell + std::string(width - shown.size(), ' ');
}

/// Words; and names that show.
std::vector<std::size_t> columns_of(const Explanation& explanation) {
  std::vector<std::size_t> columns;
  for (std::size_t w = 0; w < explanation.words.size(); ++w) {
    const auto shows = [w](const Explanation::Token& token) {
      return token.copied == w || token.weights[w] >= shades[1].least;
    };
    if (!explanation.words[w].is_name || std::ranges::any_of(explanation.tokens, shows)) columns.push_back(w);
  }
  return columns;
}

class Heatmap {
 public:
  explicit Heatmap(const Explanation& explanation)
      : explanation_(explanation), columns_(columns_of(explanation)) {
    for (const auto& token : explanation.tokens)
      token_width_ = std::max(token_width_, characters(token.text, longest_token).size());
  }

  std::string draw() {
    draw_headings();
    for (std::size_t t = 0; t < explanation_.tokens.size(); ++t) draw_row(t);
    for (const Shade& shade : shades) {
      if (shade.least > 0) picture_ += fmt::format("{} from {:.2f}  ", shade.mark, shade.least);
    }
    end_row();
    return std::move(picture_);
  }

 private:
  /// The words, written downwards.
  void draw_headings() {
    std::vector<std::vector<std::string>> words;
    std::size_t height = 0;
    for (const std::size_t w : columns_) {
      words.push_back(characters(explanation_.words[w].text, longest_heading));
      height = std::max(height, words.back().size());
    }
    for (std::size_t y = 0; y < height; ++y) {
      picture_ += margin({}, {});
      for (std::size_t c = 0; c < columns_.size(); ++c) {
        const std::size_t above = height - words[c].size();
        draw_cell(c, (y < above ? " " : words[c][y - above]) + " ");
      }
      end_row();
    }
  }

  void draw_row(std::size_t t) {
    const auto& token = explanation_.tokens[t];
    const bool begins_line = t == 0 || explanation_.tokens[t - 1].line != token.line;
    picture_ += margin(begins_line ? std::to_string(token.line + 1) : "", token.text);
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const char* mark = shade_of(token.weights[columns_[c]]);
      draw_cell(c, std::string(mark) + mark);
    }
    if (token.copied) picture_ += "  ← " + explanation_.words[*token.copied].text;
    end_row();
  }

  [[nodiscard]] std::string margin(const std::string& line, const std::string& token) const {
    return fmt::format("{:>3} ", line) + padded(token, token_width_) + " │";
  }

  void draw_cell(std::size_t column, const std::string& cell) {
    const bool first_name = explanation_.words[columns_[column]].is_name &&
                            (column == 0 || !explanation_.words[columns_[column - 1]].is_name);
    picture_ += (first_name ? "│" : "") + cell;
  }

  void end_row() {
    picture_.resize(picture_.find_last_not_of(' ') + 1);
    picture_ += '\n';
  }

  const Explanation& explanation_;
  std::vector<std::size_t> columns_;
  std::size_t token_width_ = 0;
  std::string picture_;
};

}  // namespace

std::string heatmap(const Explanation& explanation) { return Heatmap(explanation).draw(); }

}  // namespace treewright::cli
