#include "engine/active_path.h"

#include <algorithm>
#include <limits>
#include <queue>

#include "engine/ball_places.h"
#include "engine/relevance.h"
#include "engine/require.h"

namespace paraspinal::engine {
namespace {

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

// The ball's walk, breadth first; walk() is the entry point.
class Ball {
 public:
  Ball(const Network& network, std::span<const VariableId> given)
      : network_(network),
        observed_(network.size(), false),
        opens_(with_ancestors(network, given)),
        before_(2 * network.size(), nowhere) {
    for (const VariableId id : given) {
      observed_[id.index] = true;
    }
  }

  // The last place of a shortest walk from `a` to `b`; nowhere when there is none.
  std::size_t walk(VariableId a, VariableId b) {
    if (observed_[a.index] || observed_[b.index]) {
      return nowhere;
    }
    visit(from_child(a), from_child(a));
    while (!waiting_.empty()) {
      const std::size_t place = waiting_.front();
      waiting_.pop();
      if (variable_at(place) == b) {
        return place;
      }
      pass_on(place);
    }
    return nowhere;
  }

  std::size_t before(std::size_t place) const { return before_[place]; }

 private:
  void visit(std::size_t place, std::size_t before) {
    if (before_[place] == nowhere) {
      before_[place] = before;
      waiting_.push(place);
    }
  }

  void pass_on(std::size_t place) {
    const VariableId id = variable_at(place);
    const bool came_down = place == from_parent(id);
    if (came_down ? opens_[id.index] : !observed_[id.index]) {
      for (const VariableId parent : network_.parents(id)) {
        visit(from_child(parent), place);
      }
    }
    if (!observed_[id.index]) {
      for (const VariableId child : network_.children(id)) {
        visit(from_parent(child), place);
      }
    }
  }

  const Network& network_;
  std::vector<bool> observed_;
  std::vector<bool> opens_;  // observed, or with an observed descendant
  std::vector<std::size_t> before_;
  std::queue<std::size_t> waiting_;
};

}  // namespace

std::vector<VariableId> active_path(const Network& network, VariableId a, VariableId b,
                                    std::span<const VariableId> given) {
  const auto is_known = [&](VariableId id) { return id.index < network.size(); };
  require(is_known(a) && is_known(b) && std::ranges::all_of(given, is_known),
          "each variable is one of the network's");
  Ball ball(network, given);
  std::vector<VariableId> path;
  std::size_t place = ball.walk(a, b);
  while (place != nowhere) {
    path.push_back(variable_at(place));
    const std::size_t before = ball.before(place);
    place = before == place ? nowhere : before;
  }
  std::ranges::reverse(path);
  return path;
}

}  // namespace paraspinal::engine
