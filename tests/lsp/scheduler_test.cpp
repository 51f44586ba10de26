#include "lsp/scheduler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <stdexcept>

namespace treewright::lsp {
namespace {

using testing::ElementsAre;
using Log = std::vector<std::string>;

Task logging(Log& log, const std::string& name) {
  return {[&log, name] { log.push_back(name); }, [&log, name] { log.push_back("dropped " + name); }};
}

/// One worker that is kept busy until released, so that what is submitted meanwhile waits.
class BusyScheduler {
 public:
  explicit BusyScheduler(std::size_t queue) : scheduler({1, queue}) {
    std::promise<void> started;
    scheduler.submit("busy", {[&started, released = released_.get_future().share()] {
                                started.set_value();
                                released.wait();
                              },
                              [] {}});
    started.get_future().wait();
  }
  void finish() {
    released_.set_value();
    scheduler.block_until_idle();
  }

 private:
  std::promise<void> released_;

 public:
  Scheduler scheduler;
};

TEST(Scheduler, TheNewestOfADocumentRunsFirstAndDocumentsTakeTurns) {
  Log log;
  BusyScheduler busy(100);
  for (const auto* name : {"a1", "a2", "a3"}) busy.scheduler.submit("a", logging(log, name));
  for (const auto* name : {"b1", "b2"}) busy.scheduler.submit("b", logging(log, name));
  busy.finish();
  EXPECT_THAT(log, ElementsAre("a3", "b2", "a2", "b1", "a1"));
}

TEST(Scheduler, AFloodDropsItsOwnOldest) {
  Log log;
  BusyScheduler busy(3);
  busy.scheduler.submit("calm", logging(log, "c1"));
  for (const auto* name : {"f1", "f2", "f3", "f4"}) busy.scheduler.submit("flood", logging(log, name));
  EXPECT_THAT(log, ElementsAre("dropped f1", "dropped f2"));
  busy.finish();
  EXPECT_THAT(log, ElementsAre("dropped f1", "dropped f2", "c1", "f4", "f3"));
}

TEST(Scheduler, ATaskThatThrowsCostsNoOther) {
  Log log;
  BusyScheduler busy(1);
  const auto fail = [] { throw std::runtime_error("from a task"); };
  busy.scheduler.submit("a", {fail, [] { throw 7; }});
  busy.scheduler.submit("a", {[] { throw 7; }, [] {}});  // drops the first
  busy.finish();
  busy.scheduler.submit("a", {fail, [] {}});
  busy.scheduler.submit("b", logging(log, "b1"));
  busy.scheduler.block_until_idle();
  EXPECT_THAT(log, ElementsAre("b1"));
}

TEST(Scheduler, WithoutThreadsTasksRunAtOnce) {
  Log log;
  Scheduler scheduler({0, 1});
  scheduler.submit("a", logging(log, "a1"));
  EXPECT_THAT(log, ElementsAre("a1"));
}

TEST(Scheduler, WhatWaitsAtTheEndIsDroppedAndWhatRunsIsWaitedFor) {
  Log log;
  std::promise<void> started;
  std::promise<void> released;
  auto scheduler = std::make_unique<Scheduler>(SchedulerPolicy{1, 10});
  scheduler->submit("a", {[&] {
                            started.set_value();
                            released.get_future().wait();
                            log.push_back("ran");
                          },
                          [] {}});
  started.get_future().wait();
  scheduler->submit("a", {[&] { log.push_back("ran late"); },
                          [&] {
                            log.push_back("dropped");
                            released.set_value();
                          }});
  scheduler.reset();
  EXPECT_THAT(log, ElementsAre("dropped", "ran"));
}

}  // namespace
}  // namespace treewright::lsp
