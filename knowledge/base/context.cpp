#include "knowledge/base/context.h"

#include <algorithm>

#include "engine/require.h"

namespace paraspinal::knowledge {

namespace {

template <typename Enumerators>
auto named(const Enumerators& all, std::string_view text) {
  using Enumerator = typename Enumerators::value_type;
  const auto found = std::find_if(
      all.begin(), all.end(), [text](Enumerator enumerator) { return name(enumerator) == text; });
  return found == all.end() ? std::nullopt : std::optional<Enumerator>(*found);
}

}  // namespace

std::string_view name(Setting setting) {
  switch (setting) {
    case Setting::telephone:
      return "telephone";
    case Setting::primary_care:
      return "primary_care";
    case Setting::emergency_department:
      return "emergency_department";
  }
  return {};
}

std::string_view name(Sex sex) {
  switch (sex) {
    case Sex::female:
      return "female";
    case Sex::male:
      return "male";
  }
  return {};
}

std::string_view name(PregnancyStage stage) {
  switch (stage) {
    case PregnancyStage::not_pregnant:
      return "not_pregnant";
    case PregnancyStage::trimester_1:
      return "trimester_1";
    case PregnancyStage::weeks_14_19:
      return "weeks_14_19";
    case PregnancyStage::weeks_20_27:
      return "weeks_20_27";
    case PregnancyStage::weeks_28_33:
      return "weeks_28_33";
    case PregnancyStage::weeks_34_36:
      return "weeks_34_36";
    case PregnancyStage::term:
      return "term";
    case PregnancyStage::postpartum:
      return "postpartum";
  }
  return {};
}

std::optional<Setting> setting_from(std::string_view text) {
  return named(all_settings, text);
}

std::optional<Sex> sex_from(std::string_view text) {
  return named(all_sexes, text);
}

std::optional<PregnancyStage> pregnancy_stage_from(std::string_view text) {
  return named(all_pregnancy_stages, text);
}

bool is_pregnant(PregnancyStage stage) {
  return stage != PregnancyStage::not_pregnant && stage != PregnancyStage::postpartum;
}

PregnancyStage stage_at(double weeks) {
  engine::require(weeks >= 0, "weeks of pregnancy are not negative");
  if (weeks < 14) {
    return PregnancyStage::trimester_1;
  }
  if (weeks < 20) {
    return PregnancyStage::weeks_14_19;
  }
  if (weeks < 28) {
    return PregnancyStage::weeks_20_27;
  }
  if (weeks < 34) {
    return PregnancyStage::weeks_28_33;
  }
  if (weeks < 37) {
    return PregnancyStage::weeks_34_36;
  }
  return PregnancyStage::term;
}

std::size_t position(const Context& context, std::size_t age_bands) {
  engine::require(context.age_band < age_bands, "the age band is one of the knowledge base's");
  const auto setting = static_cast<std::size_t>(context.setting);
  const auto sex = static_cast<std::size_t>(context.sex);
  const auto pregnancy = static_cast<std::size_t>(context.pregnancy);
  return ((setting * age_bands + context.age_band) * all_sexes.size() + sex) *
             all_pregnancy_stages.size() +
         pregnancy;
}

std::string describe(const Context& context, const std::vector<AgeBand>& bands) {
  engine::require(context.age_band < bands.size(), "the age band is one of the knowledge base's");
  return std::string(name(context.setting)) + ", " + bands[context.age_band].id + ", " +
         std::string(name(context.sex)) + ", " + std::string(name(context.pregnancy));
}

}  // namespace paraspinal::knowledge
