#pragma once

// Of several contacts that go on now, which one says where the person is: the one that began last.
// Of those of which none certainly began before another the more acute, as it stands for the
// graver causes: emergency department, primary care, telephone. The order of a record means
// nothing.
//
//   const SettingChoice choice = setting_now(contacts);
//   choice.setting;  choice.issues;      // one issue a contact: used, or why not

#include <optional>
#include <vector>

#include "fhir/issue.h"
#include "fhir/resource_reading.h"
#include "knowledge/base/context.h"

namespace paraspinal::fhir {

struct SettingChoice {
  std::optional<knowledge::Setting> setting;  // nothing without a contact
  std::vector<Issue> issues;
};

SettingChoice setting_now(const std::vector<SettingNow>& contacts);

}  // namespace paraspinal::fhir
