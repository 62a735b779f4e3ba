#pragma once

// What several ways of judging say to one case, in the same form: the program, its parts alone, and
// simpler ways to compare it with.
//
//   const auto answers = answers_of(Method::naive_bayes, assessed, model);   // one a case

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "validation/assessed.h"

namespace paraspinal::validation {

enum class Method {
  as_built,
  on_evidence,        // without the floor for questions asked in vain
  gates_only,         // the red-flag rules; ranks nothing
  network_only,       // expected loss over the posterior, no rules
  naive_bayes,        // pre-test odds times the published likelihood ratios, then expected loss
  most_common_cause,  // the greatest pre-test probability and what that cause needs
  any_red_flag,       // one red-flag finding present: the same day; else self-care
};
inline constexpr std::array<Method, 7> all_methods = {
    Method::as_built,    Method::on_evidence,       Method::gates_only,  Method::network_only,
    Method::naive_bayes, Method::most_common_cause, Method::any_red_flag};
std::string_view words(Method method);

struct MethodAnswer {
  std::optional<knowledge::Urgency> urgency;  // none: refused
  std::vector<std::string> ranking;           // primaries, likeliest first; empty: ranks nothing
  std::vector<double> probabilities;          // [condition]; empty without
  std::vector<double> pretest;                // likewise
  bool flags_danger = false;  // it says that a danger of same_day or faster is there
  bool provisional = false;   // "not yet safe to close"
};

// One a case, in order.
std::vector<MethodAnswer> answers_of(Method method, const std::vector<Assessed>& assessed,
                                     const Model& model);

// The urgency and ranking of another model (an ablation) on the same cases.
std::vector<MethodAnswer> answers_of_model(const std::vector<Assessed>& assessed,
                                           const Model& model);

// Natural log of the published likelihood ratio of a link for a finding present or absent, within
// 1/100 ... 100; nothing when the row publishes none.
std::optional<double> log_likelihood_ratio(const knowledge::Link& link, bool present);

}  // namespace paraspinal::validation
