#pragma once

// The sections of a text report, each empty when there is nothing to say. Not for other callers:
// see text_report.h, which puts them in order.

#include <string>
#include <string_view>
#include <vector>

#include "apps/cli/text_report.h"

namespace paraspinal::cli {

// The finding's name in the content; the id in words for one that the content does not have.
std::string finding_name(const Reported& reported, std::string_view id);
// The names, "; " between them.
std::string finding_names(const Reported& reported, const std::vector<std::string_view>& findings);
// "seen (the statement itself was read)" and the like, for the words of knowledge/README.md.
std::string verified_words(std::string_view verified);
// The source's full citation; its id for one that the content does not have.
std::string citation(const Reported& reported, std::string_view source);

// text_urgency.cpp
std::string headline(const Reported& reported);
std::string what_to_do(const Reported& reported);
std::string questions_to_ask(const Reported& reported);
std::string reasons_for_urgency(const Reported& reported);

// text_gates.cpp
std::string fired_gates(const Reported& reported);
std::string open_gates(const Reported& reported);

// text_causes.cpp
std::string likely_causes(const Reported& reported);
std::string contributors(const Reported& reported);
std::string reasons_for_causes(const Reported& reported);
// The citations of what reasons_for_causes names.
std::string sources_of_reasons(const Reported& reported);

// text_advice.cpp
std::string advice(const Reported& reported);

// text_changes.cpp
std::string what_would_change(const Reported& reported);

// text_fit.cpp
std::string not_explained(const Reported& reported);

// text_input.cpp
std::string not_assessed(const Reported& reported);
std::string conflicts(const Reported& reported);
std::string not_used(const Reported& reported);

}  // namespace paraspinal::cli
