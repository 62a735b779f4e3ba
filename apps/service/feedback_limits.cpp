#include "apps/service/feedback_limits.h"

namespace paraspinal::service {

std::optional<FeedbackLimits::TooMuch> FeedbackLimits::too_large(
    const std::vector<fhir::CardFeedback>& feedback) {
  if (feedback.size() > most_at_once) {
    return TooMuch{413, "request.feedback: has " + std::to_string(feedback.size()) +
                            " entries, expected at most " + std::to_string(most_at_once)};
  }
  for (std::size_t i = 0; i < feedback.size(); ++i) {
    const std::string where = "request.feedback[" + std::to_string(i) + "]";
    if (feedback[i].card.size() > most_card_bytes) {
      return TooMuch{413, where + ".card: has " + std::to_string(feedback[i].card.size()) +
                              " bytes, expected the uuid of a card"};
    }
    if (feedback[i].detail.size() > most_detail_bytes) {
      return TooMuch{413, where + ": its reasons have " +
                              std::to_string(feedback[i].detail.size()) +
                              " bytes, expected at most " + std::to_string(most_detail_bytes)};
    }
  }
  return std::nullopt;
}

std::optional<FeedbackLimits::TooMuch> FeedbackLimits::too_often(const std::string& client,
                                                                 std::size_t entries,
                                                                 std::int64_t now_seconds) {
  constexpr std::int64_t seconds_of_an_hour = 3600;
  const std::int64_t number = now_seconds / seconds_of_an_hour;
  const std::lock_guard lock(mutex_);
  Hour& hour = clients_[client];
  if (hour.number != number) {
    hour = {number, 0};
  }
  if (hour.entries + entries > most_of_client) {
    return TooMuch{429, "request.feedback: with these " + std::to_string(entries) + ", " +
                            std::to_string(hour.entries + entries) +
                            " entries came from this client in this hour, expected at most " +
                            std::to_string(most_of_client)};
  }
  hour.entries += entries;
  return std::nullopt;
}

}  // namespace paraspinal::service
