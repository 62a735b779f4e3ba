// Entry point: calibrate, at the end.

#include "knowledge/base/calibrate.h"

#include <algorithm>
#include <cmath>
#include <locale>
#include <optional>
#include <sstream>
#include <utility>

#include "knowledge/base/base_solver.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/effect_solver.h"
#include "knowledge/base/link_solver.h"
#include "knowledge/base/network_rates.h"

namespace paraspinal::knowledge {
namespace {

using engine::fail;
using engine::Result;

constexpr int most_rounds = 4;         // of measuring the odds ratios and solving the bases again
constexpr double close_enough = 0.03;  // of a log odds ratio; published ones are known to 20 %

// A number as "%g" writes it: small ones stay readable.
std::string words(double number) {
  std::ostringstream stream;
  stream.imbue(std::locale::classic());
  stream << number;
  return stream.str();
}

void note_raised_other(const KnowledgeBase& knowledge, const Group& group,
                       std::vector<UnattainablePrior>& unattainable) {
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    if (knowledge.conditions[c].role == ConditionRole::other && group.raised_other > 0) {
      unattainable.push_back(
          {knowledge.conditions[c].id, describe(group.context, knowledge.age_bands),
           "the named causes leave " + words(group.targets[c]) + " to it, more than " +
               words(group.targets[c] - group.raised_other)});
    }
  }
}

// The risk rows among the parameters.
std::vector<std::size_t> risk_rows(const Parameters& parameters) {
  std::vector<std::size_t> rows;
  for (const auto& risks : parameters.risks) {
    for (const RiskParameter& risk : risks) {
      if (risk.link) {
        rows.push_back(*risk.link);
      }
    }
  }
  return rows;
}

// Moves the odds ratio of each of these rows by what the network's own figure misses of it. Among
// people in whom several factors act, the ratio of one is nearer to 1 than its effect on a single
// person. The rows that moved by much.
Result<std::vector<std::size_t>> move_risks(const KnowledgeBase& knowledge,
                                            const ClinicalNetwork& network,
                                            const std::vector<std::size_t>& rows, Solved& solved) {
  NetworkRates rates(knowledge, network, solved_setting);
  std::vector<std::size_t> moved;
  for (const std::size_t row : rows) {
    const Link& link = knowledge.links[row];
    const auto measured = rates.of(link.finding, link.condition, link.applies_to);
    if (!measured) {
      return fail(measured.error());
    }
    const double wanted = wanted_given(link, measured->rates.given_not, measured->condition);
    const double move = std::log(odds(wanted)) - std::log(odds(measured->rates.given));
    if (std::isfinite(move)) {
      solved.strength[row] += move;
      if (std::abs(move) > close_enough) {
        moved.push_back(row);
      }
    }
  }
  return moved;
}

std::vector<Group> all_groups(const KnowledgeBase& knowledge, const Targets& targets) {
  std::vector<Group> groups;
  for (const Setting setting : all_settings) {
    auto here = groups_of(knowledge, targets, setting);
    groups.insert(groups.end(), here.begin(), here.end());
  }
  return groups;
}

}  // namespace

Result<Calibration> calibrate(const KnowledgeBase& knowledge) {
  const Targets targets(knowledge);
  auto links = solve_links(knowledge, targets);
  if (!links) {
    return fail(links.error());
  }
  KnowledgeBase trial = knowledge;
  trial.solved.leak = std::move(links->leak);
  trial.solved.strength = std::move(links->strength);
  trial.solved.route = std::move(links->route);
  trial.solved.prevalence = std::move(links->prevalence);

  Calibration calibration;
  const auto groups = all_groups(knowledge, targets);
  for (const Group& group : groups) {
    note_raised_other(knowledge, group, calibration.unattainable);
  }
  std::optional<std::vector<std::size_t>> rows;  // all of them in the first round
  for (int round = 0; round < most_rounds && (!rows || !rows->empty()); ++round) {
    auto bases = solve_bases(trial, groups);
    if (!bases) {
      return fail(bases.error());
    }
    calibration.largest_residual = bases->largest_residual;
    calibration.sweeps += bases->sweeps;
    trial.solved = std::move(bases->solved);
    calibration.solved = trial.solved;
    if (calibration.largest_residual > base_tolerance) {
      return fail(engine::ErrorKind::corrupt,
                  "calibration left a residual of " + words(calibration.largest_residual) +
                      " after " + std::to_string(bases->sweeps) + " sweeps; expected at most " +
                      words(base_tolerance));
    }
    const auto network = compile(trial);
    if (!network) {
      return fail(network.error());
    }
    auto moved =
        move_risks(trial, *network, rows ? *rows : risk_rows(network->parameters), trial.solved);
    if (!moved) {
      return fail(moved.error());
    }
    rows = std::move(*moved);
  }
  return calibration;
}

}  // namespace paraspinal::knowledge
