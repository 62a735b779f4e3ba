// The sections on red-flag rules: fired_gates, open_gates.

#include <algorithm>
#include <functional>
#include <iterator>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/text_layout.h"
#include "apps/cli/text_sections.h"
#include "fhir/told_finding.h"

namespace paraspinal::cli {
namespace {

constexpr std::size_t open_gates_shown = 3;

std::vector<triage::Gate> gates_in_state(const triage::Assessment& assessment,
                                         triage::GateState state) {
  std::vector<triage::Gate> gates;
  std::ranges::copy_if(assessment.gates, std::back_inserter(gates),
                       [state](const triage::Gate& gate) { return gate.state == state; });
  std::ranges::stable_sort(gates, std::greater{}, &triage::Gate::urgency);
  return gates;
}

// With what was answered.
std::string told(const Reported& reported, const std::vector<std::string_view>& findings) {
  return fhir::told_findings(reported.assessment, reported.knowledge, findings);
}

std::string standing(const Reported& reported, const triage::Cited& cited) {
  std::string text = citation(reported, cited->source);
  if (!cited->locator.empty()) {
    text += " - " + std::string(cited->locator);
  }
  return text + ". " + verified_words(cited->verified);
}

std::string sign_off(const triage::Cited& cited) {
  return cited->sign_off.empty() || cited->sign_off == "none"
             ? "not signed off by a clinician"
             : "signed off by " + std::string(cited->sign_off);
}

std::string asked_urgency(const triage::Gate& gate) {
  const std::string urgency = spoken(name(gate.urgency));
  const std::string within(contact_within(gate.urgency));
  return urgency == within ? urgency : urgency + ", " + within;
}

std::string fired_gate(const Reported& reported, const triage::Gate& gate) {
  return wrapped(gate.name, "  ! ") + wrapped(asked_urgency(gate), "    asks for  ") +
         wrapped(gate.action, "    do        ") +
         wrapped(told(reported, gate.because.ids()), "    because   ") +
         wrapped(standing(reported, gate.citation), "    source    ") +
         wrapped(std::string(gate.id) + ", " + sign_off(gate.citation), "    rule      ");
}

// A gate slower than the fastest one that fired.
std::string slower_gate(const Reported& reported, const triage::Gate& gate) {
  return wrapped(
      fmt::format("also: {} ({}), because {} [{}, {}; {}, {}]", gate.name, asked_urgency(gate),
                  told(reported, gate.because.ids()), gate.citation->source,
                  gate.citation->verified, gate.id, sign_off(gate.citation)),
      "  - ");
}

}  // namespace

std::string fired_gates(const Reported& reported) {
  const auto gates = gates_in_state(reported.assessment, triage::GateState::fired);
  if (gates.empty()) {
    return "\nRED FLAGS: none fired\n";
  }
  std::string text = "\nRED FLAGS FIRED\n";
  for (const triage::Gate& gate : gates) {
    text += gate.urgency == gates.front().urgency ? fired_gate(reported, gate)
                                                  : slower_gate(reported, gate);
  }
  return text;
}

std::string open_gates(const Reported& reported) {
  const auto gates = gates_in_state(reported.assessment, triage::GateState::undecided);
  if (gates.empty()) {
    return {};
  }
  std::string text = fmt::format(
      "\nRED FLAGS STILL OPEN ({}; an unanswered question is not a no)\n", gates.size());
  const std::size_t shown = std::min(gates.size(), open_gates_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    text +=
        wrapped(fmt::format("{} ({}): waits for {}", gates[i].name, spoken(name(gates[i].urgency)),
                            finding_names(reported, gates[i].waiting_for.ids())),
                "  - ");
  }
  if (shown < gates.size()) {
    text += fmt::format("  and {} more of this urgency or slower (--format json lists them all)\n",
                        gates.size() - shown);
  }
  return text;
}

}  // namespace paraspinal::cli
