#pragma once

// An element of a vector made where it stands, not moved there: of large ones that are many.
//
//   gates.emplace_back(InPlace{[&] { return gate_of(flag, reasoned); }});

#include <utility>

namespace paraspinal::triage {

template <typename Make>
struct InPlace {
  Make make;

  operator decltype(std::declval<const Make&>()())() const { return make(); }
};

template <typename Make>
InPlace(Make) -> InPlace<Make>;

}  // namespace paraspinal::triage
