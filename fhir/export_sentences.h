#pragma once

// The sentences that several exported resources tell, from the assessment and the content's own
// words. Not for other folders: see export.h.
//
//   urgency_sentence(answered) == "Urgency: emergency department, within 1 hour. Where: ..."

#include <string>
#include <string_view>
#include <vector>

#include "fhir/export_resource.h"

namespace paraspinal::fhir {

// A provisional answer must not read as self-care: until the safety questions are asked there is no
// such answer. One that is handed over says so itself.
bool is_not_yet_an_answer(const triage::Assessment& assessment);

// How soon, where and what to do; of what is not yet an answer, that it is none; of a call that is
// handed over, that first.
std::string urgency_sentence(const Answered& answered);

// A finding's name; the id itself when the content has none of that id.
std::string finding_name(const Answered& answered, std::string_view finding);
// The names, "; " between them.
std::string finding_names(const Answered& answered, const std::vector<std::string_view>& findings);
// The mandatory safety questions not yet asked, worded to be read aloud.
std::vector<std::string> questions_to_ask(const Answered& answered);

// A source as it is cited; its id when the content has none of that id.
std::string citation_words(const Answered& answered, std::string_view source);
// Where the person goes, in words to the person; empty when the content has none.
std::string contact_words(const Answered& answered);

// The words of an advice and what is known of the person that stands against it; then also what is
// to be asked first and what cannot be known here.
std::string advice_because(const Answered& answered, const triage::Advice& advice);
std::string advice_with_reasons(const Answered& answered, const triage::Advice& advice);

// 10 decibans make the odds ten times higher: "+9.9 decibans".
std::string decibans_words(double decibans);

// Texts with a separator between them.
std::string joined(const std::vector<std::string>& texts, std::string_view separator);

}  // namespace paraspinal::fhir
