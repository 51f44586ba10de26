#include "lsp/frame_reader.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace treewright::lsp {
namespace {

constexpr std::string_view length_field = "Content-Length:";
constexpr std::string_view blank = " \t\r\n";

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

bool is_field_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char byte) {
    return std::isalnum(byte) != 0 || byte == '-';
  });
}

Result<std::size_t> parse_length(std::string_view value, std::size_t limit) {
  std::size_t length = 0;
  const auto [end, status] = std::from_chars(value.data(), value.data() + value.size(), length);
  if (status == std::errc::result_out_of_range || (status == std::errc{} && length > limit)) {
    return failure("Content-Length: more than the limit of {} bytes", limit);
  }
  if (status != std::errc{} || end != value.data() + value.size()) {
    return failure("Content-Length: not a whole number of bytes");
  }
  return length;
}

/// The body's length, from a header block without its closing blank line.
Result<std::size_t> parse_header(std::string_view block, std::size_t limit) {
  std::optional<std::size_t> length;
  while (!block.empty()) {
    const auto line_size = std::min(block.find('\n'), block.size());
    const auto line = trimmed(block.substr(0, line_size));
    block.remove_prefix(std::min(line_size + 1, block.size()));
    if (line.empty()) continue;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_field_name(line.substr(0, colon))) {
      return failure("header: a line is not of the form `Name: value`");
    }
    if (!equal_ignoring_case(line.substr(0, colon), length_field.substr(0, length_field.size() - 1)))
      continue;
    auto parsed = parse_length(trimmed(line.substr(colon + 1)), limit);
    if (!parsed) return parsed;
    if (length && *length != *parsed) return failure("Content-Length: given twice with different values");
    length = *parsed;
  }
  if (!length) return failure("Content-Length: missing from the header");
  return *length;
}

/// Whether `line`, which may lack its end, is a header field of LSP as far as it goes.
bool is_lsp_header(std::string_view line, bool complete) {
  const auto begins = [&](std::string_view field) {
    const auto size = std::min(line.size(), field.size());
    return (size == field.size() || !complete) &&
           equal_ignoring_case(line.substr(0, size), field.substr(0, size));
  };
  return begins(length_field) || begins("Content-Type:");
}

/// Where a message begins in `text`, at `from` or after: a whole field name, or the beginning of one at the
/// very end.
std::size_t find_field(std::string_view text, std::size_t from) {
  const auto whole = text.find(length_field, from);
  if (whole != std::string_view::npos) return whole;
  const auto tail = text.size() - std::min(text.size(), length_field.size() - 1);
  for (auto at = std::max(from, tail); at < text.size(); ++at) {
    if (length_field.starts_with(text.substr(at))) return at;
  }
  return text.size();
}

/// The start of the `Content-Length: 12` line that ends at `end`, if that is what stands there.
std::optional<std::size_t> length_line_before(std::string_view text, std::size_t end) {
  auto at = end;
  while (at > 0 && std::isdigit(static_cast<unsigned char>(text[at - 1])) != 0) --at;
  if (at == end) return std::nullopt;
  if (at > 0 && text[at - 1] == ' ') --at;
  if (!text.substr(0, at).ends_with(length_field)) return std::nullopt;
  return at - length_field.size();
}

}  // namespace

void FrameReader::feed(std::string_view bytes) {
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
  buffer_.append(bytes);
}

void FrameReader::drop(std::size_t bytes) {
  begin_ += bytes;
  scanned_ = 0;
}

std::optional<Result<std::string>> FrameReader::next() {
  while (!refused()) {
    std::optional<Error> error;
    if (body_) {
      error = refuse_swallowed_message();
      if (!error && available() < *body_) return std::nullopt;
      if (!error) return take_body();
    } else {
      if (lost_ && !seek_header()) return std::nullopt;
      error = refuse_foreign_line();
      if (!error && header_size()) {
        error = read_header();
      } else if (!error && available() > limits_.header) {
        error = refuse_long_header();
      } else if (!error) {
        return std::nullopt;
      }
    }
    if (error && !std::exchange(lost_, true)) return tl::unexpected(*error);
  }
  return std::nullopt;
}

/// After an error: skips to what may be the next header. False when none has arrived yet.
bool FrameReader::seek_header() {
  drop(find_field(pending(), 0));
  return available() >= length_field.size();
}

/// Size of the header block with its closing blank line, once that has arrived.
std::optional<std::size_t> FrameReader::header_size() {
  if (scanned_ == 0) drop(std::min(pending().find_first_not_of(blank), available()));
  const auto text = pending();
  for (auto end = text.find('\n', scanned_); end != std::string_view::npos; end = text.find('\n', end + 1)) {
    const auto rest = text.substr(end + 1);
    if (rest.starts_with("\n")) return end + 2;
    if (rest.starts_with("\r\n")) return end + 3;
    if (rest.empty() || rest == "\r") {  // the next piece decides
      scanned_ = end;
      return std::nullopt;
    }
  }
  scanned_ = text.size();
  return std::nullopt;
}

/// Strict: the first line of the header block that is no field of LSP, as soon as that is seen.
std::optional<Error> FrameReader::refuse_foreign_line() const {
  if (framing_ == Framing::lenient) return std::nullopt;
  auto block = pending().substr(0, limits_.header);
  for (bool first = true; !block.empty(); first = false) {
    const auto end = block.find('\n');
    const auto line = block.substr(0, end);
    if (!first && (line.empty() || line == "\r")) return std::nullopt;
    if (!is_lsp_header(line, end != std::string_view::npos))
      return Error{"header: not LSP; the connection is closed"};
    block.remove_prefix(std::min(line.size() + 1, block.size()));
  }
  return std::nullopt;
}

std::optional<Error> FrameReader::read_header() {
  const auto size = *header_size();
  if (size > limits_.header) return refuse_long_header();
  const auto length = parse_header(pending().substr(0, size), limits_.body);
  if (!length) {
    drop(1);  // whatever follows is searched for the next header
    return length.error();
  }
  drop(size);
  body_ = *length;
  return std::nullopt;
}

std::optional<Error> FrameReader::refuse_long_header() {
  const auto last = pending().rfind(length_field);
  drop(last == 0 || last == std::string_view::npos ? find_field(pending(), 1) : last);
  return Error{fmt::format("header: longer than the limit of {} bytes", limits_.header)};
}

/// A line `Content-Length: 12` cannot stand in JSON text, within a string or without (line ends are escaped
/// there): where one appears in the body, the length that was announced is too large, and there is no need to
/// wait for the rest.
std::optional<Error> FrameReader::refuse_swallowed_message() {
  const auto body = pending().substr(0, *body_);
  for (auto end = body.find("\r\n\r\n", scanned_); end != std::string_view::npos;
       end = body.find("\r\n\r\n", end + 1)) {
    if (const auto start = length_line_before(body, end)) {
      drop(*start);
      body_.reset();
      return Error{"Content-Length: larger than the message that follows"};
    }
  }
  scanned_ = body.size() - std::min<std::size_t>(body.size(), 3);
  return std::nullopt;
}

std::string FrameReader::take_body() {
  std::string body(pending().substr(0, *body_));
  drop(*body_);
  body_.reset();
  lost_ = false;
  return body;
}

void FrameReader::reject(std::string_view body) {
  if (framing_ == Framing::strict) return;
  const auto start = find_field(body, 0);
  buffer_.replace(0, begin_, body.substr(start));
  begin_ = 0;
  scanned_ = 0;
  lost_ = true;
}

std::string frame(std::string_view body) {
  return fmt::format("Content-Length: {}\r\n\r\n{}", body.size(), body);
}

}  // namespace treewright::lsp
