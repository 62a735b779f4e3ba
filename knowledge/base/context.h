#pragma once

// The context in which a prior holds: setting, age band, sex and stage of pregnancy. These are the
// network's root variables; a joint context is numbered with pregnancy varying fastest.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace paraspinal::knowledge {

enum class Setting { telephone, primary_care, emergency_department };
enum class Sex { female, male };
enum class PregnancyStage {
  not_pregnant,
  trimester_1,  // up to 13+6 weeks
  weeks_14_19,
  weeks_20_27,
  weeks_28_33,
  weeks_34_36,
  term,        // 37+0 and over
  postpartum,  // birth within the last six weeks
};

inline constexpr std::array<Setting, 3> all_settings = {Setting::telephone, Setting::primary_care,
                                                        Setting::emergency_department};
inline constexpr std::array<Sex, 2> all_sexes = {Sex::female, Sex::male};
inline constexpr std::array<PregnancyStage, 8> all_pregnancy_stages = {
    PregnancyStage::not_pregnant, PregnancyStage::trimester_1, PregnancyStage::weeks_14_19,
    PregnancyStage::weeks_20_27,  PregnancyStage::weeks_28_33, PregnancyStage::weeks_34_36,
    PregnancyStage::term,         PregnancyStage::postpartum};

std::string_view name(Setting setting);
std::string_view name(Sex sex);
std::string_view name(PregnancyStage stage);
std::optional<Setting> setting_from(std::string_view text);
std::optional<Sex> sex_from(std::string_view text);
std::optional<PregnancyStage> pregnancy_stage_from(std::string_view text);

// True for the stages from trimester_1 to term.
bool is_pregnant(PregnancyStage stage);
// The stage of a pregnancy of so many completed and partial weeks; `weeks` is not negative.
PregnancyStage stage_at(double weeks);

// Years of age from `from_years` (inclusive) to below `below_years`.
struct AgeBand {
  std::string id;
  int from_years = 16;
  int below_years = 120;

  bool operator==(const AgeBand&) const = default;
};

struct Context {
  Setting setting = Setting::telephone;
  std::size_t age_band = 0;  // position among the knowledge base's bands
  Sex sex = Sex::female;
  PregnancyStage pregnancy = PregnancyStage::not_pregnant;

  bool operator==(const Context&) const = default;
};

// Position among all 3 * bands * 2 * 8 joint contexts, pregnancy fastest, then sex, age, setting.
std::size_t position(const Context& context, std::size_t age_bands);

// "telephone, 30-34, female, trimester_1".
std::string describe(const Context& context, const std::vector<AgeBand>& bands);

}  // namespace paraspinal::knowledge
