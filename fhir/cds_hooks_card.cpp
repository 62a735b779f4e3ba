// Entry point: cards_answer.

#include "fhir/cds_hooks_card.h"

#include <algorithm>
#include <array>
#include <utility>

#include "fhir/export_identity.h"
#include "fhir/export_words.h"

namespace paraspinal::fhir {

namespace {

constexpr std::size_t longest_summary = 139;
constexpr std::size_t longest_label = 80;

// HL7's Non-Adherence Reason Codes, as published with CDS Hooks 3.0.0-ballot.
constexpr std::string_view reason_system =
    "http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes";
struct Reason {
  std::string_view code;
  std::string_view display;
};
constexpr std::array<Reason, 5> override_reasons = {
    Reason{"risk-benefit-ratio", "Recipient assessment of risk/benefit ratio"},
    Reason{"action-completed", "Recommended action was already completed"},
    Reason{"need-more-info",
           "Could not address recommended action due to need for more information/pending "
           "results/pending consult"},
    Reason{"patient-ineligible", "Patient does not meet eligibility for recommended action"},
    Reason{"patient-refuses", "Patient refuses/declines (no context given)*"}};

std::string_view indicator_name(Indicator indicator) {
  switch (indicator) {
    case Indicator::info:
      return "info";
    case Indicator::warning:
      return "warning";
    case Indicator::critical:
      return "critical";
  }
  return {};
}

std::string uuid_of(const CardOrigin& origin, std::string_view content) {
  return name_based_uuid(assessment_namespace, "cds card|" + origin.service + "|" +
                                                   origin.instance + "|" + std::string(content));
}

Json source_json(const Card& card) {
  std::vector<Json::Member> members = {{"label", sent_text(card.source_label)}};
  if (!card.source_url.empty()) {
    members.emplace_back("url", words(card.source_url));
  }
  members.emplace_back("topic", Json::object({{"code", words(card.topic_code)},
                                              {"system", words(topic_system)},
                                              {"display", words(card.topic_display)}}));
  return Json::object(std::move(members));
}

Json removal_json(const Removal& removal, const std::string& uuid) {
  Json action = Json::object({{"type", words("delete")},
                              {"description", sent_text(removal.label)},
                              {"resourceId", words(removal.resource_id)}});
  std::vector<Json::Member> members = {{"label", sent_text(removal.label)}, {"uuid", words(uuid)}};
  if (removal.recommended) {
    members.emplace_back("isRecommended", Json::boolean(true));
  }
  members.emplace_back("actions", Json::array({std::move(action)}));
  return Json::object(std::move(members));
}

Json reasons_json() {
  std::vector<Json> listed;
  for (const Reason& reason : override_reasons) {
    listed.push_back(Json::object({{"code", words(reason.code)},
                                   {"system", words(reason_system)},
                                   {"display", words(reason.display)}}));
  }
  return Json::array(std::move(listed));
}

Json card_json(const Card& card, const CardOrigin& origin) {
  const std::string uuid = uuid_of(origin, card.summary + "\n" + card.detail);
  std::vector<Json::Member> members = {
      {"uuid", words(uuid)},
      {"summary", sent_text(clipped(card.summary, longest_summary))},
      {"detail", sent_text(card.detail)},
      {"indicator", words(indicator_name(card.indicator))},
      {"source", source_json(card)}};
  if (!card.removals.empty()) {
    std::vector<Json> suggestions;
    for (const Removal& removal : card.removals) {
      suggestions.push_back(removal_json(removal, uuid_of(origin, uuid + removal.resource_id)));
    }
    members.emplace_back("suggestions", Json::array(std::move(suggestions)));
    members.emplace_back("selectionBehavior", words("at-most-one"));
  }
  members.emplace_back("overrideReasons", reasons_json());
  std::vector<Json> links;
  for (const CardLink& link : card.links) {
    links.push_back(Json::object({{"label", sent_text(clipped(link.label, longest_label))},
                                  {"url", words(link.url)},
                                  {"type", words("absolute")}}));
  }
  if (!links.empty()) {
    members.emplace_back("links", Json::array(std::move(links)));
  }
  return Json::object(std::move(members));
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;  // not the first byte of a code point
}

std::string_view escaped(char c) {
  constexpr std::string_view marks = "\\`*_[]#|~!";
  constexpr std::array<std::string_view, 10> shown = {"\\\\", "\\`", "\\*", "\\_", "\\[",
                                                      "\\]",  "\\#", "\\|", "\\~", "\\!"};
  switch (c) {
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '&':
      return "&amp;";
    case '@':
      return "&#64;";  // no mail link
    case '\n':
    case '\r':
    case '\t':
      return " ";
  }
  const std::size_t at = marks.find(c);
  return at == std::string_view::npos ? std::string_view() : shown[at];
}

bool begins_www(std::string_view text) {
  return text.size() > 3 && (text[0] == 'w' || text[0] == 'W') &&
         (text[1] == 'w' || text[1] == 'W') && (text[2] == 'w' || text[2] == 'W') && text[3] == '.';
}

}  // namespace

Json cards_answer(const std::vector<Card>& cards, const CardOrigin& origin) {
  std::vector<Json> sent;
  for (const Card& card : cards) {
    sent.push_back(card_json(card, origin));
  }
  return Json::object({{"cards", Json::array(std::move(sent))}});
}

std::string markdown(std::string_view text) {
  std::string shown;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (begins_www(rest)) {
      shown += "www&#46;";
      i += 3;
    } else if (rest.starts_with("://")) {
      shown += "&#58;";
    } else if (const std::string_view instead = escaped(text[i]); !instead.empty()) {
      shown += instead;
    } else {
      shown += text[i];
    }
  }
  return shown;
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(
      line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return line;
}

std::string clipped(std::string_view text, std::size_t most) {
  std::size_t characters = 0;
  std::size_t room = text.size();  // where the text is cut when it turns out too long
  constexpr std::size_t dots = 3;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_continuation(text[i])) {
      continue;
    }
    if (characters == most - dots) {
      room = i;
    }
    if (++characters > most) {
      const std::size_t word = text.rfind(' ', room);
      const bool near = word != std::string_view::npos && word + 30 > room;
      return std::string(text.substr(0, near ? word : room)) + "...";
    }
  }
  return std::string(text);
}

}  // namespace paraspinal::fhir
