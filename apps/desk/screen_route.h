#pragma once

// The screen itself: the files that were built into the program (screen_files.h), served as they
// are, with a policy under which no page of it can load from, send to, or be framed by anywhere
// else.
//
//   for (service::Route& route : screen_routes()) routes.push_back(std::move(route));
//   route.answer = front_page(std::move(route.answer));    // of GET /: a browser goes to /screen/
//
// A path below /screen/ without a dot is a page of the screen's own and gives index.html. Names
// below assets/ hold a hash of their content, and may be kept for good; others are asked for again.

#include <functional>
#include <vector>

#include "apps/service/http.h"

namespace paraspinal::desk {

// Empty when the program was built without a screen.
std::vector<service::Route> screen_routes();

using Answer =
    std::function<service::HttpAnswer(const service::HttpRequest&, const service::Serving&)>;
// 302 to /screen/ for whoever accepts HTML; for others the answer there was.
Answer front_page(Answer otherwise);

}  // namespace paraspinal::desk
