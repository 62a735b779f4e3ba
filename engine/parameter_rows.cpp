#include "engine/parameter_rows.h"

#include <limits>
#include <utility>

namespace paraspinal::engine {

ParameterRows::ParameterRows(const ParameterVariations& variations, const AskedRows& asked,
                             const ChangesOf& changes)
    : variations_(variations),
      asked_(asked),
      changes_(changes),
      cache_(asked.inference.plan_cache()),
      workspace_(cache_.take_workspace()),
      lane_workspace_(cache_.take_lane_workspace()),
      numbers_(asked.inference.compiled()),
      table_(asked.targets.size()) {
  if (asked.terms == nullptr) {
    return;
  }
  for (const ParameterTerm& term : asked.terms->terms()) {
    rows_.push_back(std::make_unique<TermRows>(numbers_.compiled(), term, asked.targets,
                                               TermMemory{*workspace_, *lane_workspace_}));
  }
}

ParameterRows::~ParameterRows() {
  cache_.give_back(std::move(workspace_));
  cache_.give_back(std::move(lane_workspace_));
}

Result<VariationTable> ParameterRows::of(std::size_t variations) {
  table_.reserve(variations);
  for (std::size_t variation = 0; variation < variations; ++variation) {
    if (auto error = add(variation)) {
      return fail(*std::move(error));
    }
  }
  if (auto error = run()) {
    return fail(*std::move(error));
  }
  return std::move(table_);
}

std::optional<Error> ParameterRows::add(std::size_t variation) {
  if (!take(changes_(variation))) {
    auto error = run();
    return error ? error : append_alone();
  }
  for (const auto& rows : rows_) {
    rows->add();
  }
  return ++waiting_ == Lanes::count ? run() : std::nullopt;
}

// False where no terms serve these numbers.
bool ParameterRows::take(std::span<const ChangedDistribution> changes) {
  if (asked_.terms == nullptr || !asked_.terms->serve(changes, asked_.relevant)) {
    return false;
  }
  numbers_.take(changes, asked_.relevant);
  return asked_.terms->hold(numbers_.compiled());
}

// Appends what waits.
std::optional<Error> ParameterRows::run() {
  const std::size_t size = std::exchange(waiting_, 0);
  if (size == 0) {
    return std::nullopt;
  }
  std::vector<VariationTable> tables;
  for (const auto& rows : rows_) {
    rows->run();
    tables.push_back(rows->table());
    rows->clear();
  }
  for (std::size_t row = 0; row < size; ++row) {
    if (const auto log_evidence = sum_of_terms(asked_.terms->terms(), tables, row, present_)) {
      table_.append(*log_evidence, present_);
    } else if (auto error = append_alone()) {
      return error;
    }
  }
  return std::nullopt;
}

// The variation that stands next in the table.
std::optional<Error> ParameterRows::append_alone() {
  const auto posterior = variations_.posterior(changes_(table_.size()));
  if (!posterior && posterior.error().kind != ErrorKind::impossible) {
    return posterior.error();
  }
  present_.clear();
  for (const VariableId target : asked_.targets) {
    present_.push_back(posterior ? posterior->present(target) : 0);
  }
  table_.append(posterior ? posterior->log_evidence() : -std::numeric_limits<double>::infinity(),
                present_);
  return std::nullopt;
}

}  // namespace paraspinal::engine
