#include "tests/lsp/transcript.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <sstream>

#include "support/file.h"
#include "tests/lsp/json_match.h"
#include "tests/lsp/test_client.h"

namespace treewright::lsp {
namespace {

struct Step {
  std::size_t line = 0;
  std::string direction;  ///< "-->", "<--" or "!!"
  std::string text;
};

std::vector<Step> parse_steps(const std::string& transcript) {
  std::vector<Step> steps;
  std::istringstream lines(transcript);
  std::size_t number = 0;
  bool open = false;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.starts_with('#') || line.empty()) continue;
    if (line == "---") {
      open = false;
    } else if (open) {
      steps.back().text += line + '\n';
    } else {
      const auto space = std::min(line.find(' '), line.size());
      steps.push_back({number, line.substr(0, space), line.substr(std::min(space + 1, line.size())) + '\n'});
      open = true;
    }
  }
  return steps;
}

/// What an expected message is looked up by: the others that come meanwhile are left for later steps.
bool is_candidate(const Json& expected, const Json& actual) {
  if (expected.contains("method")) return actual.value("method", Json()) == expected["method"];
  return !actual.contains("method") && actual.value("id", Json()) == expected.value("id", Json());
}

class Player {
 public:
  Player(std::string name, ModelHolder::Loader loader, bool hold)
      : name_(std::move(name)), server_(hold ? held_.loader() : std::move(loader)), client_(server_) {}
  ~Player() { held_.release(); }  // the server waits for its model before it goes

  void play(const Step& step) {
    SCOPED_TRACE(name_ + ":" + std::to_string(step.line));
    if (step.direction == "!!") return direct(step.text);
    if (step.direction == "<--" && step.text.starts_with("exit ")) {
      EXPECT_EQ(std::to_string(client_.exit_code()) + '\n', step.text.substr(5));
      return;
    }
    const auto message = Json::parse(step.text, nullptr, false);
    ASSERT_FALSE(message.is_discarded()) << "the transcript's JSON is broken: " << step.text;
    if (step.direction == "-->") return client_.send(message);
    ASSERT_EQ(step.direction, "<--");
    const auto actual = client_.take([&](const Json& candidate) { return is_candidate(message, candidate); });
    ASSERT_TRUE(actual) << "never came: " << message;
    EXPECT_EQ(mismatch(message, *actual), "");
  }

 private:
  void direct(const std::string& text) {
    if (text == "release model\n") return held_.release();
    ASSERT_EQ(text, "hold model\n") << "unknown direction";
  }

  std::string name_;
  HeldModel held_;
  Server server_;
  TestClient client_;
};

}  // namespace

std::vector<std::filesystem::path> transcripts_in(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator("tests/protocol" + folder)) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string transcript_name(const std::filesystem::path& file) {
  auto name = file.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

void run_transcript(const std::filesystem::path& file, ModelHolder::Loader loader) {
  const auto text = read_file(file);
  ASSERT_TRUE(text) << text.error().message;
  const auto steps = parse_steps(*text);
  ASSERT_FALSE(steps.empty()) << file << " says nothing";
  const bool hold = steps.front().direction == "!!" && steps.front().text == "hold model\n";
  Player player(file.filename().string(), std::move(loader), hold);
  for (const auto& step : steps) {
    player.play(step);
    if (testing::Test::HasFailure()) return;
  }
}

}  // namespace treewright::lsp
