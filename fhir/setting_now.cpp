#include "fhir/setting_now.h"

#include <algorithm>
#include <string>

namespace paraspinal::fhir {

namespace {

int acuteness(knowledge::Setting setting) {
  switch (setting) {
    case knowledge::Setting::telephone:
      return 0;
    case knowledge::Setting::primary_care:
      return 1;
    case knowledge::Setting::emergency_department:
      return 2;
  }
  return 0;
}

// Null without a contact.
const SettingNow* chosen(const std::vector<SettingNow>& contacts) {
  const SettingNow* best = nullptr;
  for (const SettingNow& contact : contacts) {
    const bool is_last =
        std::none_of(contacts.begin(), contacts.end(), [&](const SettingNow& other) {
          return order(contact.began, other.began) == Order::before;
        });
    if (is_last && (best == nullptr || acuteness(contact.setting) > acuteness(best->setting))) {
      best = &contact;
    }
  }
  return best;
}

}  // namespace

SettingChoice setting_now(const std::vector<SettingNow>& contacts) {
  const SettingNow* const best = chosen(contacts);
  SettingChoice choice;
  for (const SettingNow& contact : contacts) {
    const std::string setting(name(contact.setting));
    choice.setting = best->setting;
    choice.issues.push_back(
        {Severity::information, contact.where,
         contact.setting == best->setting
             ? "goes on now: the setting, where none is given, is " + setting
             : "goes on now, in " + setting + ": not used, as another that goes on, in " +
                   std::string(name(best->setting)) +
                   ", began later or, for all that is known, at the same time"});
  }
  return choice;
}

}  // namespace paraspinal::fhir
