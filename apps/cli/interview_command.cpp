// Entry point: interview_command, at the end.

#include "apps/cli/interview_command.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "apps/cli/interview_parts.h"
#include "apps/cli/interview_replay.h"
#include "apps/cli/interview_screen.h"
#include "apps/cli/interview_summary.h"
#include "apps/cli/interview_terminal.h"
#include "apps/cli/interview_transcript.h"
#include "apps/cli/knowledge_command.h"
#include "apps/cli/read_input.h"
#include "apps/cli/text_layout.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::cli {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::KnowledgeBase;

// A call whose every answer is in its file before anybody sees the next screen.
class KeptCall {
 public:
  KeptCall(const Interviewer& interviewer, Interview call, std::string path)
      : interviewer_(&interviewer), call_(std::move(call)), path_(std::move(path)) {
    save();
  }

  const Interview& call() const { return call_; }
  // Why the last answers are not in the file; empty when they are.
  const std::string& unsaved() const { return unsaved_; }

  void press(char key) { replace(interviewer_->press(call_, key)); }
  void enter(const std::string& line) { replace(interviewer_->enter(call_, line)); }
  // Whether parts of the question are still to be shown.
  void leave_unread(bool unread) { call_.unread = unread; }

  Screen shown() const {
    Interview call = call_;
    if (!unsaved_.empty()) {
      call.note += " NOT SAVED: " + unsaved_;
    }
    return screen(call, interviewer_->knowledge());
  }

 private:
  void replace(Interview next) {
    const bool changed = next.answers != call_.answers;
    call_ = std::move(next);
    if (changed || !unsaved_.empty()) {
      save();
    }
  }

  void save() {
    const auto saved = save_transcript(path_, transcript_text(call_, interviewer_->knowledge()));
    unsaved_ = saved ? "" : saved.error().message;
  }

  const Interviewer* interviewer_;
  Interview call_;
  std::string path_;
  std::string unsaved_;
};

void by_keys(KeptCall& kept) {
  const Terminal terminal;
  ShownQuestion shown;
  while (!kept.call().ended) {
    const Screen screen = kept.shown();
    const Part part = part_of(screen, terminal.size(), kept.call().leaf);
    terminal.show(part, screen.tone);
    const bool unread = shown.has_more(kept.call(), part);
    kept.leave_unread(unread);
    const Terminal::Pressed pressed = terminal.key();
    switch (pressed.event) {
      case Terminal::Event::ended:
        return;
      case Terminal::Event::resized:
        break;
      case Terminal::Event::key:
        kept.press(pressed.key);
        if (kept.call().page == Page::interrupt || unread) {
          terminal.forget_typed();
        }
        break;
    }
  }
}

void by_lines(KeptCall& kept, Streams streams) {
  streams.output << plain(kept.shown()) << std::flush;
  for (std::string line; !kept.call().ended && std::getline(streams.input, line);) {
    if (!line.empty() && line.back() == '\r') {
      line.pop_back();
    }
    kept.enter(line);
    if (!kept.call().ended) {
      streams.output << plain(kept.shown()) << std::flush;
    }
  }
}

std::string farewell(const Interview& call, const std::string& path, const std::string& unsaved) {
  if (!unsaved.empty()) {
    return "";
  }
  return (call.inquiry.state == triage::InquiryState::ask ? "Suspended. Go on with: "
                                                          : "Saved. Take it up again with: ") +
         ("paraspinal interview --resume " + path) + "\n";
}

Outcome hold_call(const Interviewer& interviewer, Interview call, const InterviewOptions& options,
                  Streams streams) {
  KeptCall kept(interviewer, std::move(call), options.transcript);
  if (!kept.unsaved().empty()) {
    streams.errors << error_line("transcript", kept.unsaved());
    return Outcome::failed;
  }
  if (options.single_keys) {
    by_keys(kept);
    streams.output << summary_text(kept.call(), interviewer.knowledge());
  } else {
    by_lines(kept, streams);
  }
  streams.output << '\n' << farewell(kept.call(), options.transcript, kept.unsaved()) << std::flush;
  if (!kept.unsaved().empty()) {
    streams.errors << error_line("transcript", kept.unsaved());
    return Outcome::failed;
  }
  return kept.call().page == Page::refused ? Outcome::unusable_input : Outcome::answered;
}

Outcome unusable(const std::string& place, const engine::Error& error, Streams streams) {
  streams.errors << error_line(place == "-" ? "standard input" : place, error.message);
  return Outcome::unusable_input;
}

Outcome replay_answers(const Interviewer& interviewer, const InterviewOptions& options,
                       Streams streams) {
  const auto imported =
      read_input(options.answers, streams.input).and_then([&](const std::string& text) {
        return fhir::import_case(
            text, interviewer.knowledge(),
            {.as_of = options.as_of, .setting = options.setting, .now = options.now});
      });
  if (!imported) {
    return unusable(options.answers, imported.error(), streams);
  }
  triage::Presentation known = imported->presentation;
  known.age_years = options.age_years ? options.age_years : known.age_years;
  known.sex = options.sex ? options.sex : known.sex;
  triage::Presentation start = known;
  start.age_years.reset();
  start.sex.reset();
  start.findings.clear();
  start.handed_over.clear();
  const Replayed replayed = replay(interviewer, interviewer.begin(std::move(start), {}), known,
                                   {.only_known = options.only_known});
  const std::string told = warnings_of(imported->ledger);
  streams.output << (told.empty() ? "" : wrapped(told, "Of the input: ")) << replayed.text
                 << std::flush;
  if (!options.transcript.empty()) {
    const auto saved = save_transcript(options.transcript,
                                       transcript_text(replayed.call, interviewer.knowledge()));
    if (!saved) {
      streams.errors << error_line("transcript", saved.error().message);
      return Outcome::failed;
    }
  }
  return replayed.call.page == Page::refused ? Outcome::unusable_input : Outcome::answered;
}

// A transcript that is taken up, or an empty call; age and sex that were given are its first
// answers.
Result<Transcript> beginning(const KnowledgeBase& knowledge, const InterviewOptions& options,
                             Streams streams) {
  if (!options.resume.empty()) {
    return read_input(options.resume, streams.input).and_then([&](const std::string& text) {
      return read_transcript(
          text, knowledge,
          {.as_of = options.as_of, .setting = options.setting, .now = options.now});
    });
  }
  if (std::filesystem::exists(options.transcript)) {
    return fail(ErrorKind::invalid_argument,
                "file: exists already: expected a new one, or --resume to go on with it");
  }
  Transcript transcript;
  transcript.start.as_of = options.as_of.empty() ? options.now : options.as_of;
  transcript.start.setting = options.setting.value_or(knowledge::Setting::telephone);
  triage::Presentation person;
  person.age_years = options.age_years;
  person.sex = options.sex;
  transcript.answers = answers_of_person(person, knowledge);
  return transcript;
}

Outcome interview_with(const Interviewer& interviewer, InterviewOptions options, Streams streams) {
  if (!options.answers.empty()) {
    return replay_answers(interviewer, options, streams);
  }
  if (options.transcript.empty()) {
    options.transcript = options.resume.empty() ? transcript_name(options.now) : options.resume;
  }
  auto transcript = beginning(interviewer.knowledge(), options, streams);
  if (!transcript) {
    return unusable(options.resume.empty() ? options.transcript : options.resume,
                    transcript.error(), streams);
  }
  Interview call = interviewer.begin(std::move(transcript->start), std::move(transcript->answers));
  call.note = transcript->told;
  return hold_call(interviewer, std::move(call), options, streams);
}

}  // namespace

std::string transcript_name(const std::string& now) {
  std::string name = "interview-" + now + ".json";
  std::erase(name, ':');
  return name;
}

Outcome interview_command(const InterviewOptions& options, Streams streams) {
  const auto clinic = triage::open_clinic(options.knowledge);
  if (!clinic) {
    return unusable_knowledge(options.knowledge, clinic.error(), streams);
  }
  const Interviewer interviewer(**clinic);
  return written(interview_with(interviewer, options, streams), streams);
}

}  // namespace paraspinal::cli
