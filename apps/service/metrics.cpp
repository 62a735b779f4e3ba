#include "apps/service/metrics.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <spdlog/fmt/fmt.h>

namespace paraspinal::service {

std::string metric_help(std::string_view name, std::string_view type, std::string_view help) {
  return fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
}

Metrics::Metrics(std::vector<std::string> routes) : names_(std::move(routes)) {
  std::ranges::sort(names_);
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
  names_.emplace_back("none");
  for (std::size_t i = 0; i < names_.size(); ++i) {
    routes_.push_back(std::make_unique<RouteCounts>());
  }
}

void Metrics::count(std::string_view route, int status, double seconds) {
  const auto last = names_.end() - 1;
  const auto found = std::lower_bound(names_.begin(), last, route);
  const bool known = found != last && *found == route;
  RouteCounts& counts = *routes_[static_cast<std::size_t>((known ? found : last) - names_.begin())];
  const auto bound = std::ranges::lower_bound(upper_bounds_, seconds);
  ++counts.by_status[std::clamp<std::size_t>(static_cast<std::size_t>(status), 0, statuses_ - 1)];
  ++counts.by_seconds[static_cast<std::size_t>(bound - upper_bounds_.begin())];
  counts.nanoseconds += static_cast<std::uint64_t>(std::max(0.0, seconds) * 1e9);
}

void Metrics::count_refused(int status) {
  ++refused_[std::clamp<std::size_t>(static_cast<std::size_t>(status), 0, statuses_ - 1)];
}

void Metrics::add_counts(std::string& text) const {
  text += metric_help("paraspinal_requests_total", "counter", "Requests answered.");
  for (std::size_t i = 0; i < names_.size(); ++i) {
    for (std::size_t status = 0; status < statuses_; ++status) {
      if (const std::uint64_t count = routes_[i]->by_status[status]; count > 0) {
        text += fmt::format("paraspinal_requests_total{{route=\"{}\",status=\"{}\"}} {}\n",
                            names_[i], status, count);
      }
    }
  }
  text += metric_help("paraspinal_requests_refused_total", "counter",
                      "Refused before they were read: malformed, too large, late, too many.");
  for (std::size_t status = 0; status < statuses_; ++status) {
    if (const std::uint64_t count = refused_[status]; count > 0) {
      text += fmt::format("paraspinal_requests_refused_total{{status=\"{}\"}} {}\n", status, count);
    }
  }
}

void Metrics::add_seconds(std::string& text) const {
  text += metric_help("paraspinal_request_seconds", "histogram",
                      "From a request read to its answer made.");
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const RouteCounts& counts = *routes_[i];
    std::uint64_t sum = 0;
    std::string lines;
    for (std::size_t bound = 0; bound <= upper_bounds_.size(); ++bound) {
      sum += counts.by_seconds[bound];
      lines += fmt::format(
          "paraspinal_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", names_[i],
          bound < upper_bounds_.size() ? fmt::format("{}", upper_bounds_[bound]) : "+Inf", sum);
    }
    if (sum > 0) {
      text += lines;
      text += fmt::format("paraspinal_request_seconds_sum{{route=\"{}\"}} {}\n", names_[i],
                          static_cast<double>(counts.nanoseconds) * 1e-9);
      text += fmt::format("paraspinal_request_seconds_count{{route=\"{}\"}} {}\n", names_[i], sum);
    }
  }
}

std::string Metrics::text() const {
  std::string text;
  add_counts(text);
  add_seconds(text);
  text += metric_help("paraspinal_requests_running", "gauge", "Requests being answered.");
  return text + fmt::format("paraspinal_requests_running {}\n", running_.load());
}

}  // namespace paraspinal::service
