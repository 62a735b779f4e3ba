#include "validation/subgroups.h"

#include <optional>

namespace paraspinal::validation {
namespace {

using knowledge::Presence;
using triage::Presentation;

std::string age_of(const std::optional<double>& years) {
  if (!years) {
    return "not told";
  }
  if (*years < 40) {
    return "16-39";
  }
  return *years < 65 ? "40-64" : "65 and over";
}

bool is_present(const Presentation& presentation, std::string_view id,
                const knowledge::KnowledgeBase& knowledge) {
  const auto finding = knowledge.findings.find(id);
  const auto place = finding ? presentation.findings.find(*finding) : presentation.findings.end();
  return place != presentation.findings.end() &&
         place->second.value == knowledge::AnswerValue(Presence::present);
}

std::string pregnancy_of(const Presentation& presentation,
                         const knowledge::KnowledgeBase& knowledge) {
  const auto weeks = knowledge.findings.find("gestational_age");
  const bool carrying = is_present(presentation, "pregnant", knowledge) ||
                        (weeks && presentation.findings.contains(*weeks));
  if (carrying) {
    return "pregnant";
  }
  return is_present(presentation, "postpartum", knowledge) ? "after birth" : "not, or not told";
}

}  // namespace

std::vector<Membership> memberships(const ValidationCase& item, const Presentation& presentation,
                                    const knowledge::KnowledgeBase& knowledge) {
  const std::string sex =
      presentation.sex ? std::string(knowledge::name(*presentation.sex)) : "not told";
  const std::string diagnosis =
      item.condition ? knowledge.conditions[item.condition->index].body_system : "none known here";
  return {{"age", age_of(presentation.age_years)},
          {"sex", sex},
          {"pregnancy", pregnancy_of(presentation, knowledge)},
          {"setting", std::string(knowledge::name(presentation.setting))},
          {"diagnosis", diagnosis},
          {"detail", item.detail == "A" ? "A, detailed" : "B, sparse or constructed"}};
}

}  // namespace paraspinal::validation
