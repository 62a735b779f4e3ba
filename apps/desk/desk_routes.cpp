#include <iterator>
#include <utility>

#include "apps/desk/desk.h"

namespace paraspinal::desk {

std::vector<service::Route> desk_routes(const SharedDesk& desk) {
  std::vector<service::Route> all;
  for (auto some : {session_routes(desk), call_routes(desk), change_routes(desk),
                    document_routes(desk), call_back_routes(desk), look_up_routes(desk)}) {
    all.insert(all.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
  }
  return all;
}

}  // namespace paraspinal::desk
