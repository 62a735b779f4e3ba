#pragma once

// One case: who, when, where, and which findings. The input of an assessment.

#include <map>
#include <optional>
#include <string>

#include "knowledge/base/answer.h"
#include "knowledge/base/context.h"

namespace paraspinal::triage {

struct Presentation {
  std::string id;                    // echoed back; may be empty
  std::optional<std::string> as_of;  // ISO time at which the case is judged
  knowledge::Setting setting = knowledge::Setting::telephone;
  std::optional<double> age_years;    // completed years, or a fraction; absent when unknown
  std::optional<knowledge::Sex> sex;  // at birth, for medical risk; absent when unknown
  std::map<knowledge::FindingId, knowledge::Answer> findings;  // a finding not here was not asked
  // Why a clinician goes on, of a call whose questions ended without an end of their own
  // (hand_over.h); empty of any other case.
  std::string handed_over = {};

  bool operator==(const Presentation&) const = default;
};

}  // namespace paraspinal::triage
