#include "apps/desk/day_windows.h"

#include <array>
#include <string>

#include "apps/desk/call_times.h"

namespace paraspinal::desk {
namespace {

struct Window {
  std::string_view finding;
  int weeks_back;
  int weeks_ahead;
};

constexpr std::array<Window, 2> windows = {
    {{"lmp", most_weeks_since_lmp, 0}, {"edd", most_weeks_past_edd, most_weeks_to_edd}}};

// The day is reached up to 14 hours earlier somewhere on earth.
std::string day_after(std::string_view now, int weeks) {
  constexpr std::int64_t hours_ahead = 14;
  const std::int64_t zone = weeks >= 0 ? hours_ahead * 60 * 60 : 0;
  return later(now, weeks * 7 * seconds_a_day + zone).substr(0, 10);
}

}  // namespace

engine::Result<void> check_days(const std::vector<SaidAnswer>& answers,
                                const knowledge::KnowledgeBase& knowledge, std::string_view now) {
  for (const SaidAnswer& said : answers) {
    const auto* day = said.value ? std::get_if<knowledge::Day>(&*said.value) : nullptr;
    for (const Window& window : windows) {
      if (day == nullptr || knowledge.findings[said.finding].id != window.finding) {
        continue;
      }
      const std::string first = day_after(now, -window.weeks_back);
      const std::string last = day_after(now, window.weeks_ahead);
      if (day->iso < first || day->iso > last) {
        return engine::fail(engine::ErrorKind::invalid_argument,
                            std::string(window.finding) + ": " + day->iso +
                                ": expected a day from " + first + " to " + last);
      }
    }
  }
  return {};
}

}  // namespace paraspinal::desk
