#include "support/json_values.h"

#include <gmock/gmock.h>

namespace treewright {
namespace {

using nlohmann::json;

TEST(JsonValues, NumbersKeepTheirDefaultsOrNameTheField) {
  int whole = 7;
  double part = 0.5;
  EXPECT_EQ(read_number(json::object(), "n", whole, 1, 9), "");
  EXPECT_EQ(read_number({{"n", 1.5}}, "n", whole, 1, 9), "\"n\" must be a whole number");
  EXPECT_EQ(read_number({{"n", 10}}, "n", whole, 1, 9), "\"n\" must lie in 1 … 9");
  EXPECT_EQ(read_number({{"n", true}}, "n", whole, 1, 9), "\"n\" must be a number");
  EXPECT_EQ(whole, 7);
  EXPECT_EQ(read_number({{"n", 9}}, "n", whole, 1, 9), "");
  EXPECT_EQ(read_number({{"p", 0.25}}, "p", part, 0, 1), "");
  EXPECT_EQ(whole, 9);
  EXPECT_EQ(part, 0.25);
}

TEST(JsonValues, TextsAndChecksums) {
  std::string text = "default";
  EXPECT_EQ(read_text(json::object(), "t", text), "");
  EXPECT_EQ(read_text({{"t", 1}}, "t", text), "\"t\" must be a string");
  EXPECT_EQ(text, "default");
  EXPECT_EQ(read_text({{"t", "given"}}, "t", text), "");
  EXPECT_EQ(text, "given");
  EXPECT_EQ(read_checksum({{"c", std::string(64, 'a')}}, "c").value(), std::string(64, 'a'));
  for (const json& value : {json("short"), json(1), json()}) {
    EXPECT_EQ(read_checksum({{"c", value}}, "c").error().message, "\"c\" must be a SHA-256 in hexadecimal");
  }
}

}  // namespace
}  // namespace treewright
