// Entry point: validate, at the end.

#include "validation/validate.h"

#include <filesystem>
#include <mutex>
#include <utility>

#include "validation/ablations.h"
#include "validation/call_tables.h"
#include "validation/folder.h"
#include "validation/records.h"
#include "validation/report.h"
#include "validation/rule_burden_report.h"
#include "validation/rule_way_report.h"
#include "validation/tables.h"
#include "validation/upper_bounds.h"
#include "validation/world.h"

namespace paraspinal::validation {
namespace {

using engine::fail;
using engine::Result;
using knowledge::KnowledgeBase;
namespace files = std::filesystem;

// "calls [#####.....] 120/400" on one line, rewritten each time.
class ProgressBar {
 public:
  ProgressBar(std::string what, std::ostream& output) : what_(std::move(what)), output_(&output) {}

  void show(std::size_t done, std::size_t of) {
    constexpr std::size_t width = 40;
    const std::lock_guard lock(guard_);
    const std::size_t full = of == 0 ? width : done * width / of;
    if (full == shown_ && done != of) {
      return;
    }
    shown_ = full;
    *output_ << '\r' << what_ << " [" << std::string(full, '#') << std::string(width - full, '.')
             << "] " << done << '/' << of << (done == of ? "\n" : "") << std::flush;
  }

 private:
  std::string what_;
  std::ostream* output_;
  std::mutex guard_;
  std::size_t shown_ = 0;  // of the bar
};

using Named = std::vector<std::pair<std::string, std::vector<MethodAnswer>>>;

Result<Named> ablations_of(const Run& run, const Model& model, const triage::Assessor& assessor,
                           std::size_t threads) {
  const KnowledgeBase& knowledge = model.knowledge;
  Named answers;
  auto plain = without_mechanisms(knowledge).and_then(
      [](KnowledgeBase changed) { return triage::open_clinic(std::move(changed)); });
  if (!plain) {
    return fail(plain.error());
  }
  answers.emplace_back("without mechanisms", answers_of_model(run.assessed, model_of(**plain)));
  const auto raw = triage::open_clinic(without_calibration(knowledge));
  if (!raw) {
    return fail(raw.error());
  }
  answers.emplace_back("without calibration", answers_of_model(run.assessed, model_of(**raw)));
  answers.emplace_back("upper ends of intervals",
                       upper_bound_answers(run.assessed, model, assessor, threads));
  return answers;
}

std::vector<CallerCase> caller_cases(const Run& run) {
  std::vector<CallerCase> cases;
  for (const Assessed& one : run.assessed) {
    if (one.assessment) {
      cases.push_back({one.item.id, one.item.kind, *one.presentation});
    }
  }
  return cases;
}

Result<bool> add_calls(const ValidateOptions& options, const Model& model, std::ostream& errors,
                       Run& run) {
  const auto world = triage::open_clinic(believable_world(model.knowledge));
  if (!world) {
    return fail(world.error());
  }
  const KnowledgeBase value_alone = by_value_alone(model.knowledge);
  ProgressBar bar("calls", errors);
  run.calls = run_calls(options.calls, caller_cases(run), model_of(**world), {model, value_alone},
                        [&bar](std::size_t done, std::size_t of) { bar.show(done, of); });
  ProgressBar ways_bar("ways", errors);
  run.ways =
      call_by_each_way(rule_ways(model.knowledge, plain_callers(), options.calls.threads),
                       {model, value_alone}, options.calls.threads,
                       [&ways_bar](std::size_t done, std::size_t of) { ways_bar.show(done, of); });
  auto burdens = rule_burdens({.callers = options.heard_callers,
                               .seed = options.calls.seed,
                               .threads = options.calls.threads},
                              model);
  if (!burdens) {
    return fail(burdens.error());
  }
  run.burdens = std::move(*burdens);
  for (const bool told : {false, true}) {
    run.simulations.emplace_back(told ? "findings as told and closed" : "findings as drawn",
                                 simulated_calibration(model, {.people = options.simulated_people,
                                                               .told = told,
                                                               .seed = options.calls.seed,
                                                               .threads = options.calls.threads}));
  }
  run.coverage = interval_coverage(model, {.people = options.simulated_people / 10,
                                           .seed = options.calls.seed,
                                           .threads = options.calls.threads});
  return true;
}

Outcome compared(const Run& run, const files::path& folder, std::ostream& errors) {
  const std::string before = read_if_there(folder / "signature.txt");
  const auto last = read_last_run(read_if_there(folder / "last_run.json"));
  if (before.empty() || !last) {
    errors << "paraspinal-validate: " << (folder / "signature.txt").string()
           << ": nothing to compare with yet; run paraspinal-validate once\n";
    return Outcome::nothing_to_compare;
  }
  const LastRun now = as_last_run(run);
  Outcome outcome = Outcome::answered;
  for (const std::string& id : lost_emergencies(*last, now)) {
    errors << "paraspinal-validate: " << id << ": an emergency that was found before is missed\n";
    outcome = Outcome::failed;
  }
  if (before != run.signature + '\n') {
    for (const std::string& change : changes_since(*last, now)) {
      errors << "paraspinal-validate: " << change << '\n';
    }
    errors << "paraspinal-validate: signature " << run.signature << ", expected "
           << before.substr(0, before.size() - 1)
           << ": answers changed; say why, and run paraspinal-validate to update it\n";
    outcome = Outcome::failed;
  }
  return outcome;
}

void write_all(const Run& run, const files::path& folder, const std::string& gaps,
               const KnowledgeBase& knowledge) {
  const Page page = report(run, knowledge);
  write_file(folder / "report" / "report.md", markdown(page));
  write_file(folder / "report" / "index.html", html(page));
  write_file(folder / "signature.txt", run.signature + '\n');
  write_file(folder / "last_run.json", write_last_run(as_last_run(run)));
  write_file(folder / "known_gaps.csv", gaps);
}

void print(const Run& run, std::ostream& output) {
  for (const std::string& one : unsafe(run)) {
    output << "UNSAFE " << one << '\n';
  }
  output << '\n' << markdown(aims_table(run));
  for (const SetMeasures& set : run.sets) {
    output << '\n' << markdown(methods_table(set.kind + " cases", set.methods));
  }
  if (!run.calls.empty()) {
    output << '\n' << markdown(calls_table(run.calls));
    output << '\n' << markdown(rule_ways_table(run.ways));
    output << '\n' << markdown(missed_ways_table(run.ways));
    output << '\n' << markdown(reach_table(run.burdens));
  }
  for (const std::string& change : run.changes) {
    output << "CHANGED " << change << '\n';
  }
  output << "\nsignature " << run.signature << '\n' << std::flush;
}

// Everything but the comparison with the last run.
Result<Run> ran(const ValidateOptions& options, const triage::Clinic& clinic,
                std::ostream& errors) {
  const Model model = model_of(clinic);
  const auto cases = cases_of(options.folder, model.knowledge);
  if (!cases) {
    return fail(cases.error());
  }
  Run run;
  run.version = model.knowledge.version;
  run.hash = model.knowledge.hash;
  run.assessed = assess_all(*cases, model.knowledge, clinic.assessor(), options.calls.threads);
  run.signature = signature(run.assessed);
  if (options.check) {
    return run;
  }
  Named ablations;
  if (options.with_ablations) {
    auto answers = ablations_of(run, model, clinic.assessor(), options.calls.threads);
    if (!answers) {
      return fail(answers.error());
    }
    ablations = std::move(*answers);
  }
  for (const char* kind : {"published", "constructed"}) {
    run.sets.push_back(measure_set(run, kind, model, ablations));
  }
  run.gaps = gaps_of(run, model);
  if (options.with_calls) {
    if (const auto added = add_calls(options, model, errors, run); !added) {
      return fail(added.error());
    }
  }
  return run;
}

}  // namespace

Outcome validate(const ValidateOptions& options, std::ostream& output, std::ostream& errors) {
  const auto said = [&errors](const std::string& words, Outcome outcome) {
    errors << "paraspinal-validate: " << words << '\n';
    return outcome;
  };
  const auto clinic = triage::open_clinic(options.knowledge);
  if (!clinic) {
    return said(clinic.error().message, Outcome::unusable_knowledge);
  }
  auto run = ran(options, **clinic, errors);
  if (!run) {
    return said(run.error().message, Outcome::unusable_input);
  }
  const files::path folder = options.folder;
  if (options.check) {
    return compared(*run, folder, errors);
  }
  if (const auto last = read_last_run(read_if_there(folder / "last_run.json"))) {
    run->changes = changes_since(*last, as_last_run(*run));
  }
  const auto gaps = write_gaps(run->gaps, read_if_there(folder / "known_gaps.csv"));
  if (!gaps) {
    return said(gaps.error().message, Outcome::unusable_input);
  }
  write_all(*run, folder, *gaps, (*clinic)->knowledge());
  print(*run, output);
  return Outcome::answered;
}

}  // namespace paraspinal::validation
