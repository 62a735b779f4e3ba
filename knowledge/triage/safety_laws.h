#pragma once

// The two laws of model.md section 3 that no case may break: the complaint alone gives at most
// `same_day`, and the mandatory set all absent with a benign pattern gives `self_care`, in every
// setting.
//
//   for (const LawCase& item : *safety_cases(knowledge, network)) if (item.broken()) ...
//
// Tried on a person of whom age and sex are unknown, and on every age band and sex, women not
// pregnant. The law binds where nothing else is known and up to the age of 64; beyond it the prior
// of what age brings (fractures, aneurysms) may ask for more, and the table says so.

#include <optional>
#include <string>
#include <vector>

#include "engine/result.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::triage {

struct LawCase {
  knowledge::Setting setting = knowledge::Setting::telephone;
  std::optional<std::size_t> age_band = {};  // unknown when empty, and so is the sex
  std::optional<knowledge::Sex> sex = {};
  bool binds = true;  // the law holds for this person
  knowledge::Urgency complaint_alone = knowledge::Urgency::self_care;
  knowledge::Urgency benign = knowledge::Urgency::self_care;
  bool benign_is_provisional = false;  // a mandatory question was left: the pattern does not close
  std::vector<std::string> alone_reasons =
      {};                                 // of the voice that decides, for the complaint alone
  std::vector<std::string> reasons = {};  // and for the benign pattern

  bool alone_holds() const { return complaint_alone <= knowledge::Urgency::same_day; }
  bool benign_holds() const {
    return benign == knowledge::Urgency::self_care && !benign_is_provisional;
  }
  bool broken() const { return binds && !(alone_holds() && benign_holds()); }
};

// The urgencies are those of Assessor::assess(). Errors: those of engine::Inference.
engine::Result<std::vector<LawCase>> safety_cases(const knowledge::KnowledgeBase& knowledge,
                                                  const knowledge::ClinicalNetwork& network);

// The person of a case, of whom only the complaint is known.
Presentation complaint_alone(const knowledge::KnowledgeBase& knowledge, const LawCase& item);

// The same, every mandatory safety question that can be asked there answered with absent (its first
// state, for one with states), and the content's benign pattern.
Presentation benign(const knowledge::KnowledgeBase& knowledge, const LawCase& item);

}  // namespace paraspinal::triage
