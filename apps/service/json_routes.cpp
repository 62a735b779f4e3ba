#include "apps/service/json_routes.h"

#include <iterator>
#include <utility>

namespace paraspinal::service {

std::vector<Route> json_routes() {
  std::vector<Route> all = case_routes();
  for (auto* make : {score_routes, knowledge_routes}) {
    std::vector<Route> routes = make();
    all.insert(all.end(), std::make_move_iterator(routes.begin()),
               std::make_move_iterator(routes.end()));
  }
  return all;
}

}  // namespace paraspinal::service
