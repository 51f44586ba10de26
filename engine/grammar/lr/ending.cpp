#include "engine/grammar/lr/ending.h"

#include <algorithm>
#include <queue>
#include <tuple>
#include <unordered_set>

namespace treewright::grammar {
namespace {

constexpr std::size_t most_tokens = 48;  // beyond one for each open bracket
constexpr std::size_t most_visits = 4000;

struct Way {
  State state;
  Terminal last;
  std::size_t before;  ///< index of the way without `last`; its own index at the start
  unsigned cost;
  std::size_t length;
};

std::vector<Terminal> terminals_of(const std::vector<Way>& ways, std::size_t at) {
  std::vector<Terminal> terminals;
  for (; ways[at].before != at; at = ways[at].before) terminals.push_back(ways[at].last);
  std::ranges::reverse(terminals);
  return terminals;
}

}  // namespace

std::vector<Terminal> find_ending(EndingSession& session, State from, std::span<const EndingStep> steps) {
  std::vector<Way> ways{{from, {}, 0, 0, 0}};
  using Entry = std::tuple<unsigned, unsigned, std::size_t>;  // estimate, open, way
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  queue.emplace(session.open(from), session.open(from), 0);
  std::unordered_set<std::uint32_t> visited;
  const std::size_t longest = most_tokens + session.open(from);
  while (!queue.empty() && visited.size() < most_visits) {
    const std::size_t at = std::get<2>(queue.top());
    queue.pop();
    const Way way = ways[at];
    if (!visited.insert(way.state.id).second) continue;
    if (session.may_end(way.state)) return terminals_of(ways, at);
    if (way.length >= longest) continue;
    for (const EndingStep& step : steps) {
      if (!session.allows(way.state, step.terminal)) continue;
      const State next = session.advance(way.state, step.terminal);
      if (visited.contains(next.id)) continue;
      ways.push_back({next, step.terminal, at, way.cost + step.cost, way.length + 1});
      const unsigned open = session.open(next);
      queue.emplace(way.cost + step.cost + open, open, ways.size() - 1);
      if (step.closing) break;
    }
  }
  return {};
}

}  // namespace treewright::grammar
