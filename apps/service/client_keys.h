#pragma once

// The keys of one client as they are known now: given, or fetched from its one URL and kept for a
// while.
//
//   ClientKeys keys(client, 3600, fetch);
//   const auto known = keys.keys_of("example-kid", now);
//
// Thread-safe. A fetch keeps only those waiting that need it.

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/service/authentication.h"
#include "apps/service/key_set.h"

namespace paraspinal::service {

class ClientKeys {
 public:
  ClientKeys(const TrustedClient& client, std::int64_t kept_seconds, FetchKeySet fetch);

  // All keys of that id. Fetches when there is none or the set is half as old as it may be, at most
  // once a minute. Empty when no key of that id is known or none could be fetched.
  std::vector<PublicKey> keys_of(std::string_view id, std::int64_t now);

 private:
  struct Fetched {
    std::vector<PublicKey> keys;
    std::int64_t at = 0;
  };
  std::shared_ptr<const Fetched> current() const;
  bool should_fetch(std::string_view id, std::int64_t now) const;
  void fetch_once(std::int64_t now);

  std::optional<std::string> url_;
  std::int64_t kept_seconds_;
  FetchKeySet fetch_;
  std::vector<PublicKey> given_;
  std::mutex fetching_;                          // held while fetching
  std::optional<std::int64_t> last_try_;         // under fetching_
  mutable std::mutex swapping_;                  // held for a moment
  std::shared_ptr<const Fetched> fetched_ = {};  // under swapping_; null before the first
};

}  // namespace paraspinal::service
