#pragma once

// POST /desk/calls/{id}/override: a person sets another urgency beside the one that was concluded,
// with a coded reason. To go below a red flag that has fired, below an emergency, or to self-care
// while it is not yet safe to close, a second clinician signs at the same screen. What was
// concluded stays in view.
//
//   routes.push_back(override_route(desk));

#include "apps/desk/desk.h"
#include "apps/service/http.h"

namespace paraspinal::desk {

service::Route override_route(const SharedDesk& desk);

}  // namespace paraspinal::desk
