#include "retrieval/search/segment_list.h"

#include <gmock/gmock.h>

#include <cmath>

#include "retrieval/search/lexical_search.h"
#include "tests/retrieval/search/segments.h"

namespace treewright::retrieval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<Entry> entries(std::size_t count) {
  return std::vector<Entry>(count, {EntryKind::comment, "read the file", "x = 1\n", {}, {}, 1, 1});
}

std::vector<std::size_t> sizes(const SegmentList& segments) {
  std::vector<std::size_t> sizes;
  for (const SegmentView& view : segments) sizes.push_back(view->size());
  return sizes;
}

TEST(SegmentList, EntriesLeaveTheNewStateAlone) {
  const SegmentList before = segments_of({entries(3), entries(2)});
  const SegmentList after = without(before, {{2, 2}, {4, 5}});
  EXPECT_THAT(ids_of(before), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(ids_of(after), ElementsAre(1, 3));
  EXPECT_EQ(after.front().segment(), before.front().segment()) << "nothing is copied";
  EXPECT_THAT(ids_of(without(after, {{1, 1}})), ElementsAre(3));
  EXPECT_THAT(without(after, {{0, 9}}), IsEmpty());
}

TEST(SegmentList, SmallSegmentsBecomeLargerOnes) {
  EXPECT_THAT(sizes(merged(segments_of({entries(100), entries(4), entries(3), entries(2)}))),
              ElementsAre(100, 9));
  EXPECT_THAT(sizes(merged(segments_of({entries(100), entries(50), entries(25)}))), ElementsAre(100, 50, 25));
  EXPECT_THAT(sizes(merged({})), IsEmpty());
  const SegmentList segments = segments_of({entries(5), entries(4)});
  EXPECT_THAT(ids_of(merged(without(segments, {{2, 4}, {7, 7}}))), ElementsAre(1, 5, 6, 8, 9));
}

TEST(SegmentList, ASegmentThatIsMostlyGoneIsMadeAnew) {
  const SegmentList segments = without(segments_of({entries(10)}), {{1, 6}});
  EXPECT_EQ(sizes(segments).front(), 10U);
  const SegmentList made = merged(segments);
  EXPECT_THAT(sizes(made), ElementsAre(4));
  EXPECT_THAT(ids_of(made), ElementsAre(7, 8, 9, 10));
  EXPECT_EQ(find_by_words(made, "file", 10).size(), 4U);
}

/// What a thousand saved files cost: few segments, and few copies of each entry.
TEST(SegmentList, ManyPartsStayFewSegments) {
  SegmentList segments;
  std::size_t copied = 0;
  constexpr std::size_t parts = 1000;
  for (std::size_t part = 0; part < parts; ++part) {
    auto segment = std::make_shared<Segment>(0);
    segment->add(static_cast<std::int64_t>(part), {}, {});
    SegmentList next = segments;
    next.emplace_back(std::move(segment));
    next = merged(next);
    if (next.back()->size() > 1) copied += next.back()->size();
    segments = std::move(next);
    ASSERT_LE(segments.size(), 11U);
  }
  EXPECT_LE(copied, parts * 11);
}

}  // namespace
}  // namespace treewright::retrieval
