#include "engine/model/safetensors.h"

#include <gmock/gmock.h>

#include <cstring>

#include "fixtures/seed.h"

namespace treewright::model {
namespace {

using fixtures::below;
using testing::HasSubstr;

std::string file(std::string_view header, std::string_view data) {
  std::string bytes(8, '\0');
  const std::uint64_t length = header.size();
  std::memcpy(bytes.data(), &length, 8);
  return bytes.append(header).append(data);
}

Tensors some_tensors() {
  return {{"matrix", torch::arange(6, torch::kFloat).view({2, 3})},
          {"scalar", torch::tensor(-0.5F)},
          {"vector", torch::tensor({1.0F, 65504.0F, -2.0F})}};
}

/// What is wrong, checked to be one short line.
std::string refusal(std::string_view bytes) {
  const auto tensors = parse_safetensors(bytes);
  if (tensors) return "nothing";
  const std::string& message = tensors.error().message;
  EXPECT_LT(message.size(), 200U);
  for (const char c : message) EXPECT_GE(static_cast<unsigned char>(c), 0x20U) << message;
  return message;
}

std::string refusal_of_entry(std::string_view entry, std::size_t data = 8) {
  return refusal(file(fmt::format(R"({{"w": {}}})", entry), std::string(data, '\0')));
}

TEST(Safetensors, RoundTripKeepsNamesShapesAndValues) {
  for (const bool half : {false, true}) {
    const Tensors tensors = some_tensors();
    const auto read = parse_safetensors(to_safetensors(tensors, half));
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->size(), tensors.size());
    for (const auto& [name, tensor] : tensors) {
      ASSERT_TRUE(read->contains(name));
      EXPECT_TRUE(torch::equal(read->at(name), tensor)) << name;
    }
  }
}

TEST(Safetensors, HalfRoundsToSixteenBits) {
  const Tensors tensors = {{"third", torch::tensor({1.0F / 3})}};
  const auto half = parse_safetensors(to_safetensors(tensors, true)).value().at("third");
  const auto whole = parse_safetensors(to_safetensors(tensors, false)).value().at("third");
  EXPECT_EQ(half.scalar_type(), torch::kFloat);
  EXPECT_NE(half.item<float>(), whole.item<float>());
  EXPECT_NEAR(half.item<float>(), whole.item<float>(), 1e-3);
}

TEST(Safetensors, WritesViewsAsTheyRead) {
  const auto transposed = torch::arange(6, torch::kFloat).view({2, 3}).t();
  const auto read = parse_safetensors(to_safetensors({{"t", transposed}}, false)).value();
  EXPECT_TRUE(torch::equal(read.at("t"), transposed));
}

TEST(Safetensors, EmptyTensorsAreTensorsToo) {
  const Tensors tensors = {{"a", torch::zeros({2})}, {"b", torch::zeros({0, 3})}, {"c", torch::ones({2})}};
  const auto read = parse_safetensors(to_safetensors(tensors, false));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->at("b").sizes(), (std::vector<std::int64_t>{0, 3}));
}

TEST(Safetensors, MetadataIsNoTensor) {
  const auto read = parse_safetensors(file(R"({"__metadata__": {"by": "x"}})", ""));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_TRUE(read->empty());
}

TEST(Safetensors, RefusesEveryTruncation) {
  const std::string whole = to_safetensors(some_tensors(), true);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_NE(refusal(std::string_view(whole).substr(0, size)), "nothing") << size;
  }
  EXPECT_THAT(refusal(whole + "x"), HasSubstr("no tensor uses"));
}

TEST(Safetensors, RefusesAHeaderThatIsNone) {
  EXPECT_THAT(refusal(""), HasSubstr("truncated"));
  EXPECT_THAT(refusal(std::string(8, '\xff')), HasSubstr("header"));
  EXPECT_THAT(refusal(std::string("\3\0\0\0\0\0\0\0{}", 10)), HasSubstr("header"));
  for (const std::string_view header : {"", "nonsense", "[]", "null", "3", "{\"a\": ", "{\"\xff\": 1}"}) {
    EXPECT_THAT(refusal(file(header, "")), HasSubstr("header is not a JSON object")) << header;
  }
}

TEST(Safetensors, RefusesEntriesOfAnotherForm) {
  for (const std::string_view entry : {"null", "[]", "{}", R"({"dtype": "F32", "shape": [2]})",
                                       R"({"dtype": 3, "shape": [2], "data_offsets": [0, 8]})",
                                       R"({"dtype": "F32", "shape": 2, "data_offsets": [0, 8]})",
                                       R"({"dtype": "F32", "shape": {"a": 2}, "data_offsets": [0, 8]})",
                                       R"({"dtype": "F32", "shape": ["2"], "data_offsets": [0, 8]})",
                                       R"({"dtype": "F32", "shape": [2.5], "data_offsets": [0, 8]})",
                                       R"({"dtype": "F32", "shape": [true, 2], "data_offsets": [0, 8]})",
                                       R"({"dtype": "F32", "shape": [2], "data_offsets": [0, 8, 9]})",
                                       R"({"dtype": "F32", "shape": [2], "data_offsets": [0.0, 8.0]})",
                                       R"({"dtype": "F32", "shape": [2], "data_offsets": 8})"}) {
    EXPECT_THAT(refusal_of_entry(entry), HasSubstr("tensor \"w\" is not described")) << entry;
  }
}

TEST(Safetensors, RefusesOtherTypes) {
  for (const std::string_view type : {"BF16", "F64", "I64", "f32", "", "a\\nb"}) {
    const auto entry = fmt::format(R"({{"dtype": "{}", "shape": [2], "data_offsets": [0, 8]}})", type);
    EXPECT_THAT(refusal_of_entry(entry), HasSubstr("unsupported type"));
  }
  const auto entry =
      fmt::format(R"({{"dtype": "{}", "shape": [2], "data_offsets": [0, 8]}})", std::string(9999, 'x'));
  EXPECT_THAT(refusal_of_entry(entry), HasSubstr("unsupported type"));
}

TEST(Safetensors, RefusesShapesThatCannotBe) {
  for (const std::string_view shape :
       {"[-2]", "[-1, -2]", "[9223372036854775807]", "[18446744073709551615]", "[99999999999999999999999]",
        "[1e300]", "[4294967296, 4294967296]", "[2147483648, 2147483648, 4]", "[3]", "[1]", "[]",
        "[0, 4294967296, 4294967296, 4294967296]", "[4294967296, 4294967296, 4294967296, 0]"}) {
    const auto entry = fmt::format(R"({{"dtype": "F32", "shape": {}, "data_offsets": [0, 8]}})", shape);
    EXPECT_NE(refusal_of_entry(entry), "nothing") << shape;
  }
}

TEST(Safetensors, RefusesEmptyTensorsOfHugeSizes) {
  std::string sizes = "0";
  for (int i = 0; i < 12; ++i) sizes += ", 8";
  const auto deep = fmt::format(R"({{"dtype": "F32", "shape": [{}], "data_offsets": [0, 0]}})", sizes);
  EXPECT_NE(
      refusal(file(
          fmt::format(R"({{"v": {{"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}, "w": {}}})", deep),
          std::string(8, '\0'))),
      "nothing");
  std::string ones = "2";
  for (int i = 0; i < 5000; ++i) ones += ", 1";
  EXPECT_NE(
      refusal_of_entry(fmt::format(R"({{"dtype": "F16", "shape": [{}], "data_offsets": [0, 4]}})", ones), 4),
      "nothing");
}

TEST(Safetensors, RefusesOffsetsThatDoNotTile) {
  const auto two = [](std::string_view first, std::string_view second) {
    return refusal(file(fmt::format(R"({{"a": {{"dtype": "F32", "shape": [2], "data_offsets": {}}},
                                         "b": {{"dtype": "F32", "shape": [2], "data_offsets": {}}}}})",
                                    first, second),
                        std::string(16, '\0')));
  };
  EXPECT_EQ(two("[8, 16]", "[0, 8]"), "nothing");
  EXPECT_THAT(two("[0, 8]", "[4, 12]"), HasSubstr("overlaps another or leaves a gap"));
  EXPECT_THAT(two("[0, 8]", "[0, 8]"), HasSubstr("overlaps another or leaves a gap"));
  EXPECT_THAT(two("[0, 8]", "[9, 17]"), HasSubstr("does not fit its data"));
  EXPECT_THAT(two("[8, 0]", "[8, 16]"), HasSubstr("does not fit its data"));
  EXPECT_THAT(two("[4, 12]", "[0, 8]"), HasSubstr("overlaps another or leaves a gap"));
  EXPECT_THAT(two("[-8, 0]", "[0, 8]"), HasSubstr("tensor \"a\""));
  EXPECT_THAT(two("[18446744073709551608, 0]", "[0, 8]"), HasSubstr("does not fit its data"));
}

TEST(Safetensors, NamesInMessagesStayOnOneShortLine) {
  const auto named = [](std::string_view name) {
    return refusal(file(fmt::format(R"({{"{}": 1}})", name), ""));
  };
  EXPECT_THAT(named("a\\nb\\u0000c"), HasSubstr("is not described"));
  EXPECT_THAT(named(std::string(100'000, 'n')), HasSubstr("is not described"));
}

TEST(Safetensors, RandomDamageNeverCrashes) {
  std::mt19937_64 random(fixtures::test_seed());
  const std::string whole = to_safetensors(some_tensors(), true);
  std::size_t refused = 0;
  for (int i = 0; i < 2000; ++i) {
    std::string bytes = whole;
    for (std::size_t flips = 1 + below(4, random); flips > 0; --flips) {
      bytes[below(bytes.size(), random)] ^= static_cast<char>(1 << below(8, random));
    }
    refused += refusal(bytes) != "nothing" ? 1 : 0;
  }
  EXPECT_GT(refused, 500U);  // most of the file is its header
}

}  // namespace
}  // namespace treewright::model
