#include "apps/service/client_keys.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace paraspinal::service {

namespace {

constexpr std::int64_t seconds_between_tries = 60;

std::vector<PublicKey> those_of(const std::vector<PublicKey>& keys, std::string_view id) {
  std::vector<PublicKey> found;
  std::copy_if(keys.begin(), keys.end(), std::back_inserter(found),
               [&](const PublicKey& key) { return key.id == id; });
  return found;
}

}  // namespace

ClientKeys::ClientKeys(const TrustedClient& client, std::int64_t kept_seconds, FetchKeySet fetch)
    : url_(client.key_set_url), kept_seconds_(kept_seconds), fetch_(std::move(fetch)) {
  if (!url_) {
    given_ = read_key_set(client.keys).value_or(std::vector<PublicKey>{});
  }
}

std::shared_ptr<const ClientKeys::Fetched> ClientKeys::current() const {
  const std::lock_guard lock(swapping_);
  return fetched_;
}

bool ClientKeys::should_fetch(std::string_view id, std::int64_t now) const {
  const auto known = current();
  return known == nullptr || now - known->at >= kept_seconds_ / 2 ||
         those_of(known->keys, id).empty();
}

void ClientKeys::fetch_once(std::int64_t now) {
  if (!fetch_ || (last_try_ && now - *last_try_ < seconds_between_tries)) {
    return;
  }
  last_try_ = now;
  const auto text = fetch_(*url_);
  auto keys = text ? read_key_set(*text) : engine::fail(text.error());
  if (keys) {
    auto fetched = std::make_shared<const Fetched>(Fetched{std::move(*keys), now});
    const std::lock_guard lock(swapping_);
    fetched_ = std::move(fetched);
  }
}

std::vector<PublicKey> ClientKeys::keys_of(std::string_view id, std::int64_t now) {
  if (!url_) {
    return those_of(given_, id);
  }
  if (should_fetch(id, now)) {
    const std::lock_guard lock(fetching_);
    if (should_fetch(id, now)) {  // nobody did meanwhile
      fetch_once(now);
    }
  }
  const auto known = current();
  const bool usable = known != nullptr && now - known->at < kept_seconds_;
  return usable ? those_of(known->keys, id) : std::vector<PublicKey>{};
}

}  // namespace paraspinal::service
