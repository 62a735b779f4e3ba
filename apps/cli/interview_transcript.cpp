#include "apps/cli/interview_transcript.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "apps/cli/interview_breaths.h"
#include "apps/cli/said_by_name.h"
#include "apps/cli/text_layout.h"
#include "fhir/import_presentation.h"
#include "fhir/json.h"
#include "knowledge/triage/words.h"

namespace paraspinal::cli {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using fhir::Json;
using knowledge::KnowledgeBase;
using knowledge::SaidBy;

// Who gives it when the call is taken up again: what was derived then was said by the caller.
std::string_view name(SaidBy by) {
  return said_by_name(by == SaidBy::derived ? SaidBy::caller : by);
}

// How a question was put, in the words of the file.
constexpr std::array<std::pair<Put, std::string_view>, 3> ways_to_put = {
    {{Put::alone, "alone"},
     {Put::in_same_breath, "same_breath"},
     {Put::after_bundle, "after_bundle"}}};

Json value_json(const GivenAnswer& given, bool says_how, const KnowledgeBase& knowledge) {
  const auto* quantity = std::get_if<knowledge::Quantity>(&given.answer.value);
  Json value = quantity != nullptr ? Json::number(quantity->value)
                                   : Json::string(triage::state_words(
                                         knowledge.findings[given.finding], given.answer.value));
  const bool is_plain = given.answer.by == SaidBy::caller && !given.answer.at;
  if (is_plain && !says_how) {
    return value;
  }
  std::vector<Json::Member> members = {{"value", std::move(value)}};
  if (!is_plain) {
    members.emplace_back("by", Json::string(std::string(name(given.answer.by))));
  }
  if (given.answer.at) {
    members.emplace_back("at", Json::string(*given.answer.at));
  }
  if (says_how) {
    const auto* const way =
        std::ranges::find(ways_to_put, given.put, &decltype(ways_to_put)::value_type::first);
    members.emplace_back("put", Json::string(std::string(way->second)));
  }
  return Json::object(std::move(members));
}

// Nothing where the file does not say.
std::optional<Put> put_of(const Json& value) {
  const Json* how = value.is_object() ? value.member("put") : nullptr;
  if (how == nullptr) {
    return std::nullopt;
  }
  const auto* const way = std::ranges::find(ways_to_put, std::string_view(how->text()),
                                            &decltype(ways_to_put)::value_type::second);
  return way == ways_to_put.end() ? std::nullopt : std::optional<Put>(way->first);
}

// Each finding once, with its last answer at the place of that one. A bundle that was affirmed
// before it goes on counting.
std::vector<GivenAnswer> standing(const std::vector<GivenAnswer>& answers) {
  std::vector<GivenAnswer> last;
  for (GivenAnswer given : answers) {
    const auto earlier = std::ranges::find(last, given.finding, &GivenAnswer::finding);
    if (earlier != last.end()) {
      const Put was = earlier->put;
      given.put = was == Put::after_bundle ? was : given.put;
      const auto next = last.erase(earlier);
      if (was != Put::in_same_breath && next != last.end() && next->put == Put::in_same_breath) {
        next->put = Put::alone;  // now the first of its breath
      }
    }
    last.push_back(std::move(given));
  }
  return last;
}

// Whether their order alone tells how they were put (interview_breaths.h).
bool tells_how(std::vector<GivenAnswer> answers, const KnowledgeBase& knowledge) {
  const std::vector<GivenAnswer> given = answers;
  for (GivenAnswer& answer : answers) {
    answer.put = Put::alone;
  }
  return put_in_breaths(std::move(answers), knowledge) == given;
}

// True when the presentation's own members age_years and sex say it.
bool is_of_person(const GivenAnswer& given, const triage::Presentation& presentation,
                  const KnowledgeBase& knowledge) {
  const std::string& id = knowledge.findings[given.finding].id;
  return (id == "age_years" || id.starts_with("sex_")) &&
         !presentation.findings.contains(given.finding);
}

std::string machine_words(const std::string& path, const std::string& what) {
  return path + ": " + what + " (" + std::strerror(errno) +
         "): expected a file that can be written";
}

Result<void> write_whole(const std::string& path, const std::string& text) {
  constexpr mode_t owner_only = 0600;
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, owner_only);
  if (file < 0) {
    return fail(ErrorKind::not_found, machine_words(path, "cannot be opened"));
  }
  std::string_view rest = text;
  while (!rest.empty()) {
    const ssize_t written = ::write(file, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written < 0) {
      const std::string words = machine_words(path, "cannot be written");
      ::close(file);
      return fail(ErrorKind::not_found, words);
    }
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  const bool on_disk = ::fsync(file) == 0 || errno == EINVAL;  // EINVAL: a pipe or a device
  const std::string words = on_disk ? "" : machine_words(path, "cannot be written");
  return ::close(file) == 0 && on_disk ? Result<void>() : fail(ErrorKind::not_found, words);
}

}  // namespace

std::string transcript_text(const Interview& call, const KnowledgeBase& knowledge) {
  const triage::Presentation& presentation = call.presentation;
  std::vector<Json::Member> members;
  if (!presentation.id.empty()) {
    members.emplace_back("id", Json::string(presentation.id));
  }
  if (presentation.as_of) {
    members.emplace_back("as_of", Json::string(*presentation.as_of));
  }
  members.emplace_back("setting", Json::string(std::string(knowledge::name(presentation.setting))));
  if (presentation.age_years) {
    members.emplace_back("age_years", Json::number(*presentation.age_years));
  }
  if (presentation.sex) {
    members.emplace_back("sex", Json::string(std::string(knowledge::name(*presentation.sex))));
  }
  std::vector<GivenAnswer> answers = standing(call.answers);
  std::erase_if(answers, [&](const GivenAnswer& given) {
    return is_of_person(given, presentation, knowledge);
  });
  const bool says_how = !tells_how(answers, knowledge);
  std::vector<Json::Member> findings;
  for (const GivenAnswer& given : answers) {
    findings.emplace_back(knowledge.findings[given.finding].id,
                          value_json(given, says_how, knowledge));
  }
  if (!presentation.handed_over.empty()) {
    members.emplace_back("handed_over", Json::string(presentation.handed_over));
  }
  members.emplace_back("findings", Json::object(std::move(findings)));
  return write_json(Json::object(std::move(members)), 2) + '\n';
}

std::vector<GivenAnswer> answers_of_person(const triage::Presentation& presentation,
                                           const KnowledgeBase& knowledge) {
  std::vector<GivenAnswer> answers;
  const auto add = [&](std::string_view id, const knowledge::AnswerValue& value) {
    if (const auto finding = knowledge.findings.find(id)) {
      answers.push_back({*finding, {value, SaidBy::caller, std::nullopt, "answers"}});
    }
  };
  if (presentation.age_years) {
    add("age_years", knowledge::Quantity{*presentation.age_years});
  }
  if (presentation.sex) {
    add("sex_female", *presentation.sex == knowledge::Sex::female ? knowledge::Presence::present
                                                                  : knowledge::Presence::absent);
  }
  return answers;
}

std::string warnings_of(const fhir::Ledger& ledger) {
  std::vector<std::string> warnings;
  for (const fhir::Issue& issue : ledger.issues) {
    if (issue.severity != fhir::Severity::information) {
      warnings.push_back(issue.expression + ": " + issue.diagnostics);
    }
  }
  return joined(warnings, "; ");
}

Result<Transcript> read_transcript(std::string_view text, const KnowledgeBase& knowledge,
                                   const fhir::ImportOptions& options) {
  const auto json = fhir::parse_json(text);
  if (!json) {
    return fail(json.error().kind,
                json.error().message + "; expected a whole transcript, as `interview` writes it");
  }
  auto imported = fhir::import_presentation(*json, knowledge, options);
  if (!imported) {
    return fail(imported.error());
  }
  Transcript transcript{std::move(imported->presentation), {}, warnings_of(imported->ledger)};
  transcript.answers = answers_of_person(transcript.start, knowledge);
  bool says_how = false;
  std::vector<GivenAnswer> answers;
  if (const Json* findings = json->member("findings")) {
    for (const auto& [id, value] : findings->members()) {
      const auto finding = knowledge.findings.find(id);
      const auto answer =
          finding ? transcript.start.findings.find(*finding) : transcript.start.findings.end();
      if (answer != transcript.start.findings.end()) {
        const std::optional<Put> put = put_of(value);
        says_how = says_how || put;
        answers.push_back({answer->first, answer->second, put.value_or(Put::alone)});
      }
    }
  }
  if (!says_how) {
    answers = put_in_breaths(std::move(answers), knowledge);
  }
  std::ranges::move(answers, std::back_inserter(transcript.answers));
  transcript.start.age_years.reset();
  transcript.start.sex.reset();
  transcript.start.handed_over.clear();  // the answers say it anew
  transcript.start.findings.clear();
  return transcript;
}

Result<void> save_transcript(const std::string& path, const std::string& text) {
  const std::string beside = path + ".part";
  auto written = write_whole(beside, text);
  if (!written) {
    return written;
  }
  std::error_code failed;
  std::filesystem::rename(beside, path, failed);
  if (failed) {
    return fail(ErrorKind::not_found, path + ": cannot be replaced (" + failed.message() +
                                          "): expected a file that can be written");
  }
  return {};
}

}  // namespace paraspinal::cli
