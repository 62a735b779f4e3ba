#pragma once

// POST /desk/calls/{id}/acknowledge: a person has seen the red flags that interrupt, or confirms
// the lower urgency that newer knowledge gives. Until then both stay in view, on every screen.
//
//   routes.push_back(acknowledge_route(desk));

#include "apps/desk/desk.h"
#include "apps/service/http.h"

namespace paraspinal::desk {

service::Route acknowledge_route(const SharedDesk& desk);

}  // namespace paraspinal::desk
