// The entry point is question_item. FHIR R4 4.0.1, Questionnaire.item; SDC 4.0 for the least and
// greatest quantity.

#include "fhir/questionnaire_item.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "fhir/export_words.h"

namespace paraspinal::fhir {
namespace {

using knowledge::Coding;
using knowledge::Finding;
using knowledge::KnowledgeBase;
using knowledge::ValueType;

constexpr std::string_view structure = "http://hl7.org/fhir/StructureDefinition/";
constexpr std::string_view sdc_structure = "http://hl7.org/fhir/uv/sdc/StructureDefinition/";
constexpr std::string_view ucum = "http://unitsofmeasure.org";

bool has_unit(const Finding& finding) {
  return !finding.unit.empty() && finding.unit != "1";
}

std::string_view item_type(const Finding& finding) {
  switch (finding.value_type) {
    case ValueType::boolean:
    case ValueType::ordinal:
      return "choice";
    case ValueType::quantity:
      return has_unit(finding) ? "quantity" : "decimal";
    case ValueType::date:
      return "date";
  }
  return {};
}

// A unit as people read it; other codes are read as they are.
std::string_view unit_words(std::string_view code) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 13> names = {
      {{"a", "years"},
       {"mo", "months"},
       {"wk", "weeks"},
       {"d", "days"},
       {"h", "hours"},
       {"h/d", "hours a day"},
       {"/h", "an hour"},
       {"/min", "a minute"},
       {"Cel", "degrees Celsius"},
       {"[degF]", "degrees Fahrenheit"},
       {"[lb_av]", "pounds"},
       {"kg/m2", "kg/m2"},
       {"mm[Hg]", "mmHg"}}};
  const auto* const found =
      std::find_if(names.begin(), names.end(), [&](const auto& row) { return row.first == code; });
  return found == names.end() ? code : found->second;
}

Json unit_option(std::string_view code) {
  return extension_of(std::string(structure) + "questionnaire-unitOption", "valueCoding",
                      coding_of(ucum, code, unit_words(code)));
}

// The finding's own unit first.
std::vector<Json> units_of(const Finding& finding, const KnowledgeBase& knowledge) {
  std::set<std::string> told = {finding.unit};
  std::vector<Json> units = {unit_option(finding.unit)};
  for (const knowledge::UnitConversion& row : knowledge.unit_conversions) {
    if (knowledge.findings[row.finding].id == finding.id && told.insert(row.unit).second) {
      units.push_back(unit_option(row.unit));
    }
  }
  return units;
}

Json quantity_of(double value, std::string_view unit) {
  return Json::object({{"value", Json::number(value)},
                       {"unit", words(unit_words(unit))},
                       {"system", words(ucum)},
                       {"code", words(unit)}});
}

std::vector<Json> extensions_of(const Finding& finding, const KnowledgeBase& knowledge) {
  if (finding.value_type != ValueType::quantity) {
    return {};
  }
  const std::string plain(structure);
  const std::string sdc = std::string(sdc_structure) + "sdc-questionnaire-";
  if (!has_unit(finding)) {
    return {extension_of(plain + "minValue", "valueDecimal", Json::number(finding.lowest)),
            extension_of(plain + "maxValue", "valueDecimal", Json::number(finding.highest))};
  }
  std::vector<Json> extensions = units_of(finding, knowledge);
  extensions.push_back(extension_of(sdc + "minQuantity", "valueQuantity",
                                    quantity_of(finding.lowest, finding.unit)));
  extensions.push_back(extension_of(sdc + "maxQuantity", "valueQuantity",
                                    quantity_of(finding.highest, finding.unit)));
  return extensions;
}

// The one observation that is asked for, by LOINC, when it is about this finding alone.
std::optional<Json> code_of(const Finding& finding, const KnowledgeBase& knowledge) {
  const Coding* found = nullptr;
  for (const Coding& row : knowledge.codings) {
    const bool states_it = row.resource == knowledge::CodedResource::observation && !row.prefix &&
                           row.system == knowledge::CodeSystem::loinc && row.state.empty();
    if (states_it && row.target == finding.id && found == nullptr) {
      found = &row;
    }
  }
  if (found == nullptr) {
    return std::nullopt;
  }
  const auto is_about_another = [&](const Coding& row) {
    return row.resource == found->resource && row.system == found->system &&
           row.code == found->code && row.target != finding.id;
  };
  return std::ranges::any_of(knowledge.codings, is_about_another)
             ? std::nullopt
             : std::optional(coding_of("http://loinc.org", found->code, found->display));
}

Json answer_option(std::string_view code, std::string_view display) {
  return Json::object(
      {{"valueCoding", coding_of(canonical_of("CodeSystem/answer"), code, display)}});
}

// Levels of consciousness are kept by their letters (ACVPU).
std::string_view state_words(const Finding& finding, std::string_view state) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> letters = {
      {{"A", "Awake and making sense"},
       {"C", "Newly confused"},
       {"V", "Wakes when spoken to only"},
       {"P", "Wakes to pain only"},
       {"U", "Cannot be woken"}}};
  const auto* const found = std::find_if(letters.begin(), letters.end(),
                                         [&](const auto& row) { return row.first == state; });
  return finding.id == "consciousness" && found != letters.end() ? found->second : state;
}

std::vector<Json> answer_options(const Finding& finding) {
  std::vector<Json> options;
  if (finding.value_type == ValueType::boolean) {
    options = {answer_option("present", "Yes"), answer_option("absent", "No")};
  }
  for (const std::string& state : finding.states) {
    options.push_back(answer_option(state, state_words(finding, state)));
  }
  options.push_back(answer_option("unknown", "Cannot say"));
  return options;
}

// Plainer words, shown on demand (FHIR R4, questionnaire-itemControl, help).
Json help_item(const Finding& finding) {
  const Json help = Json::object(
      {{"coding", Json::array({coding_of("http://hl7.org/fhir/questionnaire-item-control", "help",
                                         "Help-Button")})},
       {"text", words("Help")}});
  return Json::object(
      {{"extension", Json::array({extension_of(std::string(structure) + "questionnaire-itemControl",
                                               "valueCodeableConcept", help)})},
       {"linkId", words(finding.id + "-help")},
       {"text", words(finding.question->plainer)},
       {"type", words("display")}});
}

}  // namespace

std::string canonical_of(std::string_view path) {
  return std::string(canonical_base) + std::string(path);
}

Json extension_of(std::string_view url, std::string_view member, Json value) {
  return Json::object({{"url", words(url)}, {std::string(member), std::move(value)}});
}

Json coding_of(std::string_view system, std::string_view code, std::string_view display) {
  Members members = {{"system", words(system)}, {"code", words(code)}};
  if (!display.empty()) {
    members.emplace_back("display", words(display));
  }
  return Json::object(std::move(members));
}

Json group_item(std::string_view link_id, std::string_view text, std::vector<Json> items) {
  return Json::object({{"linkId", words(link_id)},
                       {"text", words(text)},
                       {"type", words("group")},
                       {"item", Json::array(std::move(items))}});
}

Json display_item(std::string_view link_id, std::string_view text) {
  return Json::object(
      {{"linkId", words(link_id)}, {"text", sent_text(text)}, {"type", words("display")}});
}

Json question_item(const Finding& finding, const KnowledgeBase& knowledge,
                   const ItemOptions& options) {
  Members members;
  std::vector<Json> extensions = extensions_of(finding, knowledge);
  if (!extensions.empty()) {
    members.emplace_back("extension", Json::array(std::move(extensions)));
  }
  members.emplace_back("linkId", words(finding.id));
  if (const auto code = code_of(finding, knowledge)) {
    members.emplace_back("code", Json::array({*code}));
  }
  const std::string& own = finding.question ? finding.question->read_aloud : finding.name;
  members.emplace_back("text", words(options.text.empty() ? own : options.text));
  members.emplace_back("type", words(item_type(finding)));
  members.emplace_back("required", Json::boolean(options.required));
  if (item_type(finding) == "choice") {
    members.emplace_back("answerOption", Json::array(answer_options(finding)));
  }
  if (finding.question && !finding.question->plainer.empty()) {
    members.emplace_back("item", Json::array({help_item(finding)}));
  }
  return Json::object(std::move(members));
}

}  // namespace paraspinal::fhir
