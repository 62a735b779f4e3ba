#pragma once

// Answers that several routes of the screens share: a call's whole state, what a page needs that is
// behind, and the routes themselves.
//
//   return state_answer(asked, 200, **held);
//   return changed_answer(asked, asked.desk.calls.change(id, wish, asked.moment()));

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "apps/desk/body_reader.h"
#include "apps/desk/session.h"
#include "apps/service/http.h"

namespace paraspinal::desk {

// Bytes of a body that changes a call; that which opens one may hold a chart.
inline constexpr std::size_t most_change_bytes = 64U << 10U;
inline constexpr std::size_t most_opening_bytes = 9U << 20U;

// How many to ask the records for.
inline constexpr std::int64_t all_there_are = std::numeric_limits<std::int64_t>::max();

// `more`: members after those of the state.
service::HttpAnswer state_answer(const Asked& asked, int status, const HeldCall& held,
                                 std::vector<fhir::Json::Member> more = {});

// 200 with the state, 409 `behind` with it, 409 `closed` or `open` without, or the error.
service::HttpAnswer changed_answer(const Asked& asked, const engine::Result<Changed>& changed,
                                   std::vector<fhir::Json::Member> more = {});

// The members that every change has: `request` and `revision`.
Wish read_wish(BodyReader& body, std::string kind);
// 1 to 100 letters, digits and '-'.
std::string read_request(BodyReader& body);

// The call of the path, to change it.
engine::Result<std::shared_ptr<const HeldCall>> call_of(const Asked& asked);
// The same, to tell what it says: with a line of the audit (readings.h).
engine::Result<std::shared_ptr<const HeldCall>> read_call(
    const Asked& asked, std::string_view kind = records::call_read);

// The members of a route that all of these share.
service::Route reading_route(const SharedDesk& desk, std::string path, std::string summary,
                             SignedIn answer);
service::Route changing_route(const SharedDesk& desk, std::string path, std::string summary,
                              std::string request_schema, SignedIn answer);

}  // namespace paraspinal::desk
