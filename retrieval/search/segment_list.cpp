#include "retrieval/search/segment_list.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <span>
#include <utility>

namespace treewright::retrieval {
namespace {

SegmentView without(const SegmentView& view, const std::vector<IdRange>& ranges) {
  std::vector<std::uint32_t> leaving;
  for (const IdRange& range : ranges) {
    const auto [begin, end] = view->documents(range.first, range.last);
    leaving.resize(leaving.size() + (end - begin));
    std::iota(leaving.end() - (end - begin), leaving.end(), begin);
  }
  if (leaving.empty()) return view;
  std::vector<std::uint32_t> gone;
  std::ranges::set_union(view.gone(), leaving, std::back_inserter(gone));
  return SegmentView(view.segment(), std::move(gone));
}

SegmentView joined(std::span<const SegmentView> views) {
  auto segment = std::make_shared<Segment>(views.front()->dimension());
  for (const SegmentView& view : views) segment->append(*view, view.gone());
  return SegmentView(std::move(segment));
}

}  // namespace

SegmentList without(const SegmentList& segments, const std::vector<IdRange>& ranges) {
  SegmentList rest;
  for (const SegmentView& view : segments) rest.push_back(without(view, ranges));
  std::erase_if(rest, [](const SegmentView& view) { return view.size() == 0; });
  return rest;
}

SegmentList merged(const SegmentList& segments) {
  SegmentList result;
  // From the last segment backwards: what is to be joined is known before anything is copied.
  for (auto end = segments.end(); end != segments.begin();) {
    auto begin = std::prev(end);
    std::size_t size = begin->size();
    while (begin != segments.begin() && std::prev(begin)->size() < 2 * size) size += (--begin)->size();
    const bool is_alone = begin == std::prev(end), is_mostly_gone = begin->gone().size() > begin->size();
    if (!is_alone || is_mostly_gone) {
      if (size > 0) result.push_back(joined({begin, end}));
    } else {
      result.push_back(*begin);
    }
    end = begin;
  }
  std::ranges::reverse(result);
  return result;
}

}  // namespace treewright::retrieval
