// The entry point is export_assessment; its members are described in fhir/ASSESSMENT.md, in this
// order.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fhir/advice_words.h"
#include "fhir/export.h"
#include "fhir/export_words.h"
#include "fhir/json_writer.h"
#include "knowledge/triage/hand_over.h"
#include "knowledge/triage/natural_frequency.h"
#include "knowledge/triage/strongest_first.h"

namespace paraspinal::fhir {
namespace {

// An array with one object for each thing.
template <typename Things, typename Write>
void list(JsonWriter& out, std::string_view name, const Things& things, const Write& members) {
  out.name(name);
  out.array(things, [&](const auto& thing) { out.object([&] { members(thing); }); });
}

// An object, or null where there is none.
template <typename Thing, typename Write>
void write_any(JsonWriter& out, std::string_view name, const std::optional<Thing>& thing,
               const Write& members) {
  out.name(name);
  if (thing) {
    out.object([&] { members(*thing); });
  } else {
    out.null();
  }
}

void write(std::string_view title, const triage::Voice& voice, JsonWriter& out) {
  out.name(title);
  out.object([&] {
    out.member("urgency", name(voice.urgency));
    out.member("reasons", voice.reasons);
  });
}

void write(const triage::Gate& gate, JsonWriter& out) {
  out.member("id", gate.id);
  out.member("name", gate.name);
  out.member("state", name(gate.state));
  out.member("urgency", name(gate.urgency));
  out.member("disposition", gate.disposition);
  out.member("action", gate.action);
  out.member("rule", gate.rule);
  out.member("because", gate.because.ids());
  out.member("waiting_for", gate.waiting_for.ids());
  out.member("suspects", gate.suspects);
  out.member("source", gate.citation->source);
  out.member("locator", gate.citation->locator);
  out.member("verified", gate.citation->verified);
  out.member("sign_off", gate.citation->sign_off);
}

void write(const triage::Weight& weight, const triage::UsedAnswer& answer, JsonWriter& out) {
  out.member("finding", answer.finding);
  out.member("state", answer.state);
  out.member("decibans", weight.decibans);
  out.member("links", weight.tie->links);
  out.member("through", weight.tie->through);
  out.member("sources", weight.tie->sources);
}

void write(const triage::CredibleInterval& interval, JsonWriter& out) {
  out.member("low", interval.low);
  out.member("high", interval.high);
}

void write(const triage::RankedCondition& condition, const std::vector<triage::UsedAnswer>& used,
           JsonWriter& out) {
  out.member("id", condition.id);
  out.member("name", condition.name);
  out.member("role", name(condition.role));
  out.member("must_not_miss", condition.must_not_miss);
  out.member("posterior", condition.posterior);
  out.member("natural_frequency", triage::natural_frequency(condition.posterior));
  write_any(out, "interval", condition.interval,
            [&](const triage::CredibleInterval& interval) { write(interval, out); });
  out.member("pretest", condition.pretest);
  out.member("pretest_source", condition.prior_citation->source);
  out.member("pretest_verified", condition.prior_citation->verified);
  list(out, "weights", triage::strongest_first(condition.weights),
       [&](const triage::Weight* one) { write(*one, used[one->used], out); });
}

void write(const triage::AdviceReason& reason, JsonWriter& out) {
  out.member("words", reason.words);
  out.member("rule", reason.rule);
  out.member("because", reason.because.ids());
  out.member("ask", reason.ask.ids());
  out.member("source", reason.citation->source);
  out.member("verified", reason.citation->verified);
}

void write(const triage::Advice& advice, JsonWriter& out) {
  out.member("id", advice.id);
  out.member("kind", name(advice.kind));
  out.member("words", advice.words);
  out.member("position", advice.position);
  out.member("state", name(advice.state));
  out.member("conditions", advice.conditions);
  list(out, "reasons", advice.reasons,
       [&](const triage::AdviceReason& reason) { write(reason, out); });
  out.member("unchecked", advice.unchecked);
  out.member("source", advice.citation->source);
  out.member("verified", advice.citation->verified);
}

void write(const triage::Conflict& conflict, JsonWriter& out) {
  out.member("nats", conflict.nats);
  out.member("findings", conflict.findings);
}

void write(const triage::Uncertainty& uncertainty, JsonWriter& out) {
  out.member("draws", [&] { out.number_text(std::to_string(uncertainty.draws)); });
  out.member("seed", [&] { out.number_text(std::to_string(uncertainty.seed)); });
  out.member("p_urgency_differs", uncertainty.p_urgency_differs);
  out.member("urgency_at_upper_ends", name(uncertainty.at_upper_ends));
  list(out, "urgencies", uncertainty.urgencies, [&](const auto& urgency) {
    out.member("urgency", name(urgency.first));
    out.member("share", urgency.second);
  });
}

void write(const triage::Change& change, JsonWriter& out) {
  list(out, "answers", change.answers, [&](const triage::ChangedAnswer& answer) {
    out.member("finding", answer.finding);
    out.member("from", answer.from);
    out.member("to", answer.to);
  });
  out.member("urgency", name(change.urgency));
  out.member("probability", change.probability);
}

void write_person(const triage::Assessment& assessment, JsonWriter& out) {
  out.member("setting", name(assessment.setting));
  out.member("age_years",
             [&] { assessment.age_years ? out.number(*assessment.age_years) : out.null(); });
  out.member("sex", assessment.sex ? name(*assessment.sex) : "unknown");
}

void write(const Ledger& ledger, JsonWriter& out) {
  list(out, "resources", ledger.entries, [&](const LedgerEntry& entry) {
    out.member("resource", entry.resource);
    out.member("fate", name(entry.fate));
    out.member("why", entry.why);
  });
  list(out, "issues", ledger.issues, [&](const Issue& issue) {
    out.member("severity", name(issue.severity));
    out.member("expression", issue.expression);
    out.member("diagnostics", issue.diagnostics);
  });
  out.member("unmapped_codes", ledger.unmapped_codes);
  out.member("unmapped_units", ledger.unmapped_units);
}

// How soon and where, and what makes it so.
void write_urgency(const triage::Assessment& assessment, JsonWriter& out) {
  out.member("urgency", name(assessment.urgency));
  out.member("contact_within",
             triage::is_left_open(assessment) ? "" : contact_within(assessment.urgency));
  out.member("urgency_on_evidence", name(assessment.urgency_on_evidence));
  out.member("provisional", assessment.provisional);
  out.member("disposition", assessment.disposition);
  out.member("disposition_name", assessment.disposition_name);
  out.member("what_to_do", assessment.what_to_do);
  out.member("safety_net", assessment.safety_net);
  out.member("voices", [&] {
    out.object([&] {
      write("gates", assessment.gate_voice, out);
      write("expected_loss", assessment.loss_voice, out);
      write("floor", assessment.floor_voice, out);
    });
  });
  list(out, "losses", assessment.losses, [&](const triage::ExpectedLoss& loss) {
    out.member("urgency", name(loss.urgency));
    out.member("loss", loss.loss);
  });
  list(out, "gates", assessment.gates, [&](const triage::Gate& gate) { write(gate, out); });
}

// What is likely, how well that fits, and what would change it.
void write_causes(const triage::Assessment& assessment, JsonWriter& out) {
  const auto ranked = [&](const triage::RankedCondition& one) { write(one, assessment.used, out); };
  list(out, "conditions", assessment.conditions, ranked);
  list(out, "contributors", assessment.contributors, ranked);
  out.member("log_evidence", assessment.log_evidence);
  list(out, "unexplained", assessment.unexplained, [&](const triage::Unexplained& unexplained) {
    out.member("finding", unexplained.finding);
    out.member("by_chance", unexplained.by_chance);
  });
  write_any(out, "conflict", assessment.conflict,
            [&](const triage::Conflict& conflict) { write(conflict, out); });
  write_any(out, "uncertainty", assessment.uncertainty,
            [&](const triage::Uncertainty& uncertainty) { write(uncertainty, out); });
  list(out, "changes", assessment.changes,
       [&](const triage::Change& change) { write(change, out); });
}

// What became of what was told.
void write_answers(const triage::Assessment& assessment, const Ledger& ledger, JsonWriter& out) {
  out.member("ask_first", assessment.ask_first);
  out.member("not_assessed", assessment.not_assessed);
  list(out, "used", assessment.used, [&](const triage::UsedAnswer& used) {
    out.member("finding", used.finding);
    out.member("state", used.state);
    out.member("origin", used.origin);
  });
  list(out, "not_used", assessment.not_used, [&](const triage::NotUsed& unused) {
    out.member("what", unused.what);
    out.member("why", unused.why);
  });
  out.member("conflicts", assessment.conflicts);
  out.member("import", [&] { out.object([&] { write(ledger, out); }); });
}

}  // namespace

std::string export_assessment(const triage::Assessment& assessment, const Ledger& ledger) {
  JsonWriter out;
  out.object([&] {
    out.member("id", assessment.id);
    out.member("as_of", assessment.as_of);
    out.member("person", [&] { out.object([&] { write_person(assessment, out); }); });
    write_urgency(assessment, out);
    write_causes(assessment, out);
    list(out, "advice", assessment.advice,
         [&](const triage::Advice& advice) { write(advice, out); });
    write_answers(assessment, ledger, out);
    out.member("knowledge", [&] {
      out.object([&] {
        out.member("version", assessment.knowledge_version);
        out.member("hash", assessment.knowledge_hash);
      });
    });
    if (!assessment.handed_over.empty()) {
      out.member("handed_over", assessment.handed_over);
    }
  });
  return std::move(out).text();
}

}  // namespace paraspinal::fhir
