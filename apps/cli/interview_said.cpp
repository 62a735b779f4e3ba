#include "apps/cli/interview_said.h"

#include <algorithm>

#include "apps/cli/interview_breaths.h"
#include "apps/cli/interview_words.h"

namespace paraspinal::cli {
namespace {

using knowledge::AnswerValue;
using knowledge::Finding;
using knowledge::KnowledgeBase;
using knowledge::Presence;

// The last answer to each finding, in the order of the call.
std::vector<GivenAnswer> standing(const Interview& call) {
  std::vector<GivenAnswer> last;
  for (const GivenAnswer& given : call.answers) {
    std::erase_if(last, [&given](const GivenAnswer& old) { return old.finding == given.finding; });
    last.push_back(given);
  }
  return last;
}

Reply reply(const GivenAnswer& given, const KnowledgeBase& knowledge) {
  const AnswerValue& value = given.answer.value;
  if (std::holds_alternative<knowledge::Unknown>(value)) {
    return Reply::cannot_say;
  }
  if (std::holds_alternative<knowledge::Refused>(value)) {
    return Reply::refused;
  }
  if (std::holds_alternative<Presence>(value)) {
    return value == AnswerValue(Presence::absent) ? Reply::no : Reply::yes;
  }
  const knowledge::BundleItem* item = item_of(given.finding, knowledge);
  return item != nullptr && value == item->no ? Reply::normal : Reply::yes;
}

// "Fever", "Weeks of pregnancy: 28 weeks", with who said it when somebody else did.
std::string answer_words(const GivenAnswer& given, const KnowledgeBase& knowledge) {
  const Finding& finding = knowledge.findings[given.finding];
  const AnswerValue& value = given.answer.value;
  const Reply said = reply(given, knowledge);
  const bool valued =
      (said == Reply::yes || said == Reply::normal) && !std::holds_alternative<Presence>(value);
  return finding.name + (valued ? ": " + said_words(finding, value) : "") +
         (given.answer.by == knowledge::SaidBy::proxy ? " (says proxy)" : "");
}

}  // namespace

std::vector<std::string> said_in(const Interview& call, const KnowledgeBase& knowledge,
                                 Reply wanted, const std::function<bool(const Finding&)>& belongs) {
  std::vector<std::string> words;
  for (const GivenAnswer& given : standing(call)) {
    const Finding& finding = knowledge.findings[given.finding];
    const Reply said = reply(given, knowledge);
    const bool in_heading = (finding.id == "age_years" || finding.id == "sex_female") &&
                            (said == Reply::yes || said == Reply::no);
    if (!in_heading && belongs(finding) && said == wanted) {
      words.push_back(answer_words(given, knowledge));
    }
  }
  return words;
}

}  // namespace paraspinal::cli
