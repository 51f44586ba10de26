// Every transcript of tests/protocol, against a server without a model.
#include "tests/lsp/transcript.h"

#include <gtest/gtest.h>

#include "tests/lsp/test_client.h"

namespace treewright::lsp {
namespace {

class Transcript : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Transcript, Holds) { run_transcript(GetParam(), no_model()); }

INSTANTIATE_TEST_SUITE_P(Protocol, Transcript, testing::ValuesIn(transcripts_in("")),
                         [](const auto& test) { return transcript_name(test.param); });

}  // namespace
}  // namespace treewright::lsp
