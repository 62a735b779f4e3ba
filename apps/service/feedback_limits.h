#pragma once

// How much feedback is taken: a card is looked at by few people, and a client that sends more fills
// the records with what nobody reads.
//
//   if (const auto many = limits.too_much(client, feedback, now_seconds)) return 413 or 429
//
// Thread-safe. What is counted is forgotten with the process.

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "fhir/cds_hooks_feedback.h"

namespace paraspinal::service {

class FeedbackLimits {
 public:
  static constexpr std::size_t most_at_once = 100;        // entries of one request
  static constexpr std::size_t most_detail_bytes = 8192;  // of one entry: reasons and comments
  static constexpr std::size_t most_card_bytes = 100;     // of its uuid
  static constexpr std::size_t most_of_card = 20;         // ever: no later request is taken
  static constexpr std::size_t most_of_client = 2000;     // an hour

  struct TooMuch {
    int status = 413;  // or 422, 429
    std::string words;
  };

  // Why one request is too large to be taken at all.
  static std::optional<TooMuch> too_large(const std::vector<fhir::CardFeedback>& feedback);
  // Counts it for the client, unless it would be more than is taken in this hour.
  std::optional<TooMuch> too_often(const std::string& client, std::size_t entries,
                                   std::int64_t now_seconds);

 private:
  struct Hour {
    std::int64_t number = 0;
    std::size_t entries = 0;
  };
  std::mutex mutex_;
  std::map<std::string, Hour> clients_;
};

}  // namespace paraspinal::service
