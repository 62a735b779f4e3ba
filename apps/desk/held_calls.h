#pragma once

// The calls that were read last, so that an answer costs one assessment and not a reading of all
// events. Only a short cut: a call that is not here, or at another revision or knowledge, is read
// from the records.
//
//   if (auto held = calls.find(id, revision, hash)) ...
//   calls.keep(std::make_shared<const HeldCall>(...));
//
// Thread-safe.

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string_view>

#include "apps/desk/held_call.h"

namespace paraspinal::desk {

class HeldCalls {
 public:
  explicit HeldCalls(std::size_t most) : most_(most) {}

  // Null when it is not held at that revision and knowledge.
  std::shared_ptr<const HeldCall> find(std::string_view id, std::int64_t revision,
                                       std::string_view knowledge_hash);
  // In the place of what was held of that call, unless that is of a later revision.
  void keep(std::shared_ptr<const HeldCall> held);

 private:
  std::size_t most_;
  std::mutex mutex_;
  std::list<std::shared_ptr<const HeldCall>> calls_;  // the last used first
};

}  // namespace paraspinal::desk
