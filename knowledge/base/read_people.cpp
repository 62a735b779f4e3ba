#include <utility>

#include "knowledge/base/read_content.h"

namespace paraspinal::knowledge {

namespace {

engine::Result<void> read_age_bands(Reading& reading) {
  Rows rows(reading.database, "age_band", {"id", "from_years", "below_years"}, "from_years");
  while (rows.next()) {
    reading.knowledge.age_bands.push_back(
        {.id = rows.text(), .from_years = rows.integer(), .below_years = rows.integer()});
  }
  return rows.result();
}

engine::Result<void> read_demographics(Reading& reading) {
  const auto& bands = reading.knowledge.age_bands;
  Demographics& demographics = reading.knowledge.demographics;
  demographics.female.assign(all_settings.size(), std::vector<double>(bands.size()));
  demographics.male = demographics.female;
  Rows rows(reading.database, "demographic", {"setting", "age_band", "female", "male"});
  while (rows.next()) {
    const auto setting = static_cast<std::size_t>(one_of(rows, settings));
    const std::size_t band = age_band_in(rows, bands);
    if (!rows.result()) {
      return rows.result();
    }
    demographics.female[setting][band] = rows.real();
    demographics.male[setting][band] = rows.real();
  }
  return rows.result();
}

// A stage without a row has no share; not_pregnant has what the others leave.
engine::Result<void> read_pregnancies(Reading& reading) {
  const auto& bands = reading.knowledge.age_bands;
  auto& pregnancy = reading.knowledge.demographics.pregnancy;
  std::vector<double> nobody(all_pregnancy_stages.size());
  nobody[static_cast<std::size_t>(PregnancyStage::not_pregnant)] = 1;
  pregnancy.assign(bands.size(), nobody);
  Rows rows(reading.database, "pregnancy_prevalence", {"age_band", "stage", "point"});
  while (rows.next()) {
    const std::size_t band = age_band_in(rows, bands);
    const std::string stage_name = rows.text();
    const auto stage = pregnancy_stage_from(stage_name);
    if (!stage || *stage == PregnancyStage::not_pregnant) {
      rows.reject(stage_name, "a pregnancy stage");
    }
    const double point = rows.real();
    if (!rows.result()) {
      return rows.result();
    }
    pregnancy[band][static_cast<std::size_t>(*stage)] = point;
    pregnancy[band][static_cast<std::size_t>(PregnancyStage::not_pregnant)] -= point;
  }
  return rows.result();
}

engine::Result<void> read_prevalences(Reading& reading) {
  Rows rows(reading.database, "prevalence",
            {"finding", "setting", "sex", "point", "low", "high", "basis", "source", "NULL",
             "verified", "grade", "sign_off"});
  while (rows.next()) {
    reading.knowledge.prevalences.push_back(
        {.finding = finding_in(rows, reading.knowledge.findings),
         .setting = one_of(rows, settings_or_any),
         .sex = one_of(rows, sexes_or_any),
         .point = rows.real(),
         .low = rows.optional_real(),
         .high = rows.optional_real(),
         .basis = rows.text(),
         .citation = citation_in(rows)});
  }
  return rows.result();
}

}  // namespace

engine::Result<void> read_people(Reading& reading) {
  for (const auto read : {read_age_bands, read_demographics, read_pregnancies, read_prevalences}) {
    if (auto result = read(reading); !result) {
      return result;
    }
  }
  return {};
}

}  // namespace paraspinal::knowledge
