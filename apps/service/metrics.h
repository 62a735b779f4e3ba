#pragma once

// Counts of what the service did, by route and status, and how long it took, as Prometheus reads
// them (text format 0.0.4). Counting takes no lock.
//
//   Metrics metrics({"/assess", "/healthz"});
//   { const auto running = metrics.begin(); ... }
//   metrics.count("/assess", 200, 0.0031);
//   metrics.text();   // "paraspinal_requests_total{route=\"/assess\",status=\"200\"} 1\n..."
//
// Labels are templates of paths and statuses only, so that nothing of a request can get into them.

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace paraspinal::service {

class Metrics {
 public:
  // Path templates; what matches none of them is counted as "none".
  explicit Metrics(std::vector<std::string> routes);

  // A request that runs while this lives.
  class Running {
   public:
    explicit Running(std::atomic<std::int64_t>& count) : count_(&count) { ++*count_; }
    ~Running() { --*count_; }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

   private:
    std::atomic<std::int64_t>* count_;
  };
  Running begin() { return Running(running_); }

  void count(std::string_view route, int status, double seconds);
  // Refused before it was read as a request.
  void count_refused(int status);

  std::string text() const;

 private:
  static constexpr std::array<double, 13> upper_bounds_ = {
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};
  static constexpr std::size_t statuses_ = 600;

  struct RouteCounts {
    std::array<std::atomic<std::uint64_t>, statuses_> by_status{};
    std::array<std::atomic<std::uint64_t>, upper_bounds_.size() + 1> by_seconds{};
    std::atomic<std::uint64_t> nanoseconds = 0;
  };

  void add_counts(std::string& text) const;
  void add_seconds(std::string& text) const;

  std::vector<std::string> names_;  // of the routes; the last is "none"
  std::vector<std::unique_ptr<RouteCounts>> routes_;
  std::array<std::atomic<std::uint64_t>, statuses_> refused_{};
  std::atomic<std::int64_t> running_ = 0;
};

// The two lines "# HELP" and "# TYPE" that come before a metric's figures.
std::string metric_help(std::string_view name, std::string_view type, std::string_view help);

}  // namespace paraspinal::service
