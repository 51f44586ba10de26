// Thousands of random work trees: what git says of each path, treewright says.

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "fixtures/seed.h"
#include "retrieval/exclusion/exclusions.h"
#include "support/file.h"
#include "support/process.h"
#include "support/scratch_folder.h"

namespace treewright::retrieval {
namespace {

namespace fs = std::filesystem;

constexpr int tree_count = 2500;

std::string pick(std::initializer_list<const char*> choices, std::mt19937_64& random) {
  return *(choices.begin() + fixtures::below(choices.size(), random));
}

std::string random_name(std::mt19937_64& random) {
  std::string name;
  for (auto letters = 1 + fixtures::below(3, random); letters > 0; --letters)
    name += pick({"a", "a", "b", "b", "c", ".", "-", "1", "]", "*", "\\", " ", "!", "#", "\xC3\xA9"}, random);
  return name == "." || name == ".." ? "a" : name;
}

std::string random_rule(std::mt19937_64& random) {
  std::string rule = pick({"", "", "", "", "", "!", "/", "**/", "!/", "#", "\\#", "\\!"}, random);
  for (auto parts = 1 + fixtures::below(4, random); parts > 0; --parts) {
    rule += pick({"a",     "b",    "c",     "a",        "b",    "*",           "*",
                  "?",     "**",   "***",   "/",        "/",    "/**/",        "/**",
                  "[ab]",  "[!a]", "[a-c]", "[^b-]",    "[]a]", "[[:alpha:]]", "[![:digit:]]",
                  "[[:x]", "[",    "\\",    "\\a",      "\\*",  ".",           "-",
                  "1",     " ",    "\\ ",   "\xC3\xA9", "a*",   "*b",          "[a-c-1]",
                  "[\\]]"},
                 random);
  }
  return rule + pick({"", "", "", "", "/", "/", " ", "\r", "/*", "\t"}, random);
}

std::string random_rules(std::mt19937_64& random) {
  std::string rules = fixtures::below(20, random) == 0 ? "\xEF\xBB\xBF" : "";
  for (auto count = fixtures::below(6, random); count > 0; --count)
    rules += random_rule(random) + (fixtures::below(15, random) == 0 ? "\n\n" : "\n");
  if (fixtures::below(10, random) == 0 && !rules.empty()) rules.pop_back();
  return rules;
}

/// A repository on disk, filled anew for every tree.
class GitTree {
 public:
  GitTree() {
    ::setenv("HOME", scratch_.path().c_str(), 1);
    ::setenv("XDG_CONFIG_HOME", (scratch_ / "config").c_str(), 1);
    ::setenv("GIT_CONFIG_SYSTEM", "/dev/null", 1);
    fs::create_directories(scratch_ / "config/git");
    const auto made = run_process({"git", "init", "--quiet", root().string()});
    if (!made || made->exit_code != 0) throw std::runtime_error("this test needs git");
  }
  [[nodiscard]] fs::path root() const { return scratch_ / "work"; }

  void fill(std::mt19937_64& random) {
    for (const auto& entry : fs::directory_iterator(root())) {
      if (entry.path().filename() != ".git") fs::remove_all(entry.path());
    }
    paths_.clear();
    std::vector<std::string> folders{""};
    for (int i = 0; i < 12; ++i) add_entry(folders, random);
    for (const std::string& folder : folders) {
      if (fixtures::below(2, random) == 0) write(root() / folder / ".gitignore", random_rules(random));
    }
    write(root() / ".git/info/exclude", random_rules(random));
    write(scratch_ / "config/git/ignore", random_rules(random));
  }

  /// By path: the file and line of the rule that git names, or "" where it names none. "!" before what is
  /// kept.
  [[nodiscard]] std::map<std::string, std::string> asked() const {
    std::string input;
    for (const std::string& path : paths_) input += path + '\0';
    write(scratch_ / "asked", input);
    const auto output = run_process(
        {"sh", "-c",
         "exec git -C \"$0\" check-ignore --no-index --verbose -z --non-matching --stdin < \"$1\"",
         root().string(), (scratch_ / "asked").string()});
    return answers_of(output.value().text);
  }
  [[nodiscard]] const std::set<std::string>& paths() const { return paths_; }
  [[nodiscard]] std::string user_file() const { return (scratch_ / "config/git/ignore").string(); }

 private:
  void add_entry(std::vector<std::string>& folders, std::mt19937_64& random) {
    const std::string& parent = folders[fixtures::below(folders.size(), random)];
    const std::string path = (parent.empty() ? "" : parent + "/") + random_name(random);
    if (!paths_.insert(path).second) return;
    if (fixtures::below(2, random) == 0) {
      fs::create_directories(root() / path);
      folders.push_back(path);
    } else {
      write(root() / path, "");
    }
  }

  static void write(const fs::path& path, const std::string& text) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    ASSERT_NE(file, nullptr) << path;
    std::fwrite(text.data(), 1, text.size(), file);
    std::fclose(file);
  }

  static std::map<std::string, std::string> answers_of(const std::string& text) {
    std::map<std::string, std::string> answers;
    std::vector<std::string> fields;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\0', at);
      fields.push_back(text.substr(at, end - at));
      at = end + 1;
      if (fields.size() < 4) continue;
      const bool kept = fields[2].starts_with('!');
      answers[fields[3]] = fields[0].empty() ? "" : (kept ? "!" : "") + fields[0] + ":" + fields[1];
      fields.clear();
    }
    return answers;
  }

  ScratchFolder scratch_;
  std::set<std::string> paths_;
};

std::string answer_of(const Verdict& verdict) {
  if (verdict.source.empty()) return "";
  return (verdict.excluded ? "" : "!") + verdict.source + ":" + std::to_string(verdict.line);
}

TEST(Exclusions, AnswersAsGitCheckIgnoreDoes) {
  std::mt19937_64 random(fixtures::test_seed());
  GitTree tree;
  std::size_t asked = 0, excluded = 0;
  for (int i = 0; i < tree_count && !testing::Test::HasFailure(); ++i) {
    tree.fill(random);
    Exclusions exclusions(tree.root());
    const auto answers = tree.asked();
    ASSERT_EQ(answers.size(), tree.paths().size());
    for (const auto& [path, answer] : answers) {
      EXPECT_EQ(answer_of(exclusions.is_indexed(path)), answer)
          << "tree " << i << ", path \"" << path << "\"";
      ++asked;
      excluded += answer.empty() || answer[0] == '!' ? 0 : 1;
    }
  }
  std::cout << asked << " paths in " << tree_count << " trees, of which git excludes " << excluded << '\n';
  EXPECT_GT(excluded, asked / 10) << "the random rules speak of too little";
}

}  // namespace
}  // namespace treewright::retrieval
