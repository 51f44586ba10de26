// On whatever thread an exception is thrown, it costs the request or the client that it came from.
// The threads of the transport, the scheduler and the workspace have this in their own tests.
#include "lsp/exception_barrier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <stdexcept>
#include <vector>

#include "lsp/json_rpc.h"
#include "lsp/protocol.h"
#include "tests/lsp/test_client.h"

namespace treewright::lsp {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ExceptionBarrier, WhatIsThrownBecomesOneLine) {
  const auto standard =
      catch_exceptions([] { throw std::runtime_error("first line\nat frame 1\nat frame 2"); });
  EXPECT_EQ(standard.error().message, "first line");
  const auto other = catch_exceptions([]() -> Result<int> { throw 7; });
  EXPECT_THAT(other.error().message, HasSubstr("no std::exception"));
  EXPECT_EQ(*catch_exceptions([]() -> Result<int> { return 7; }), 7);
  EXPECT_EQ(catch_exceptions([]() -> Result<int> { return failure("usual"); }).error().message, "usual");
}

TEST(ExceptionBarrier, AModelWhoseLoadingThrowsIsNoModel) {
  const std::vector<ModelHolder::Loader> loaders = {
      []() -> Result<engine::Generator> { throw std::runtime_error("no memory left"); },
      []() -> Result<engine::Generator> { throw 7; }};
  for (const auto& loader : loaders) {
    Server server(loader);
    TestClient client(server);
    client.initialize();
    const auto shown = client.take_method("window/showMessage");
    ASSERT_TRUE(shown);
    EXPECT_THAT((*shown)["params"]["message"], HasSubstr("model: loading failed: "));
    client.open("file:///w/a.py", "# sort the rows\n");
    const Json params = {{"textDocument", {{"uri", "file:///w/a.py"}}},
                         {"position", {{"line", 0}, {"character", 15}}}};
    EXPECT_EQ(client.request("textDocument/completion", params)["result"]["data"]["reason"], "model-missing");
  }
}

TEST(ExceptionBarrier, WhoWaitsForTheModelAndThrowsKeepsNobodyWaiting) {
  HeldModel model;
  ModelHolder holder(model.loader());
  std::promise<std::string> told;
  holder.when_finished([](const ModelHolder::View&) { throw std::runtime_error("from a listener"); });
  holder.when_finished([](const ModelHolder::View&) { throw 7; });
  holder.when_finished([&](const ModelHolder::View& view) { told.set_value(view.error); });
  model.release();
  EXPECT_THAT(told.get_future().get(), HasSubstr("no such folder"));
}

TEST(ExceptionBarrier, AnAnswerThatCannotBeSentGivesWayToTheReason) {
  std::vector<std::string> sent;
  const auto send = [&](const Outcome& outcome) {
    if (outcome) throw std::runtime_error("too large");
    sent.push_back(outcome.error().message);
  };
  Call(send).reply(Json("answer"));
  EXPECT_THAT(sent, ElementsAre("too large"));
  Call([](const Outcome&) {
    throw 7;
  }).reply(Json("answer"));  // and the destructor, which would end the process
  {
    const Call forgotten([](const Outcome&) { throw 7; });
  }
}

struct Defect {
  void request(const NoParams& /*params*/, const std::shared_ptr<Call>& /*call*/) { throw 7; }
  Result<void> notification(const NoParams& /*params*/) { throw 7; }
};

TEST(ExceptionBarrier, AHandlerThatThrowsCostsItsMessage) {
  Defect defect;
  Binder binder;
  binder.request("r", &defect, &Defect::request);
  binder.notification("n", &defect, &Defect::notification);
  std::vector<std::string> answers;
  const auto call = std::make_shared<Call>(
      [&](const Outcome& outcome) { answers.push_back(outcome ? "" : outcome.error().message); });
  binder.call("r", Json::object(), call);
  EXPECT_THAT(answers, ElementsAre("r: an exception that is no std::exception"));
  EXPECT_THAT(binder.notify("n", Json::object()).error().message, HasSubstr("no std::exception"));
}

/// Broken in the middle of a session: its second read throws.
class BrokenStream final : public Stream {
 public:
  std::size_t read(std::span<char> into) override {
    if (read_) throw std::runtime_error("from a stream");
    read_ = true;
    const auto message = frame(R"({"jsonrpc":"2.0","method":"initialized","params":{}})");
    return message.copy(into.data(), into.size());
  }
  void write(std::string /*bytes*/, Written written) override { written(true); }
  void close() override { closed = true; }
  [[nodiscard]] Framing framing() const override { return Framing::lenient; }
  bool closed = false;

 private:
  bool read_ = false;
};

TEST(ExceptionBarrier, ASessionThatThrowsCostsItsClient) {
  Server server(no_model());
  BrokenStream broken;
  EXPECT_EQ(server.serve(broken), 1);
  EXPECT_TRUE(broken.closed);
  TestClient client(server);
  EXPECT_FALSE(client.initialize().empty());
}

}  // namespace
}  // namespace treewright::lsp
