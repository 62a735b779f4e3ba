// Entry point: person_rows, at the end.

#include "knowledge/triage/person_sums.h"

#include <algorithm>
#include <cmath>
#include <variant>

#include "engine/split_effect.h"
#include "knowledge/triage/person_factors.h"

namespace paraspinal::triage {
namespace {

using engine::BinarySums;
using engine::Evidence;
using engine::NoisyOr;
using engine::NoisyOrLink;
using engine::Quad;
using engine::StateIndex;
using engine::VariableId;
using knowledge::ClinicalNetwork;

// Whether the complaint is there exactly when a primary is.
bool is_sure(const ClinicalNetwork& network) {
  const auto* complaint = std::get_if<NoisyOr>(&network.network.distribution(network.complaint));
  return complaint != nullptr && complaint->leak == 0 && complaint->lowering.empty() &&
         std::ranges::all_of(complaint->raising,
                             [](const NoisyOrLink& link) { return link.strength == 1; });
}

bool is_present(VariableId variable, const Evidence& evidence) {
  const auto item = evidence.items().find(variable);
  const auto* state =
      item == evidence.items().end() ? nullptr : std::get_if<StateIndex>(&item->second);
  return state != nullptr && *state == 1;
}

// [finding] of up to four rows from the first on; lanes that stay free have those of the last.
std::vector<Quad> in_lanes(std::span<const std::vector<bool>> rows, std::size_t findings) {
  std::vector<Quad> lanes(findings);
  for (std::size_t lane = 0; lane < Quad::count; ++lane) {
    const std::vector<bool>& row = rows[std::min(lane, rows.size() - 1)];
    for (std::size_t i = 0; i < findings; ++i) {
      lanes[i].lane[lane] = row[i] ? 1 : 0;
    }
  }
  return lanes;
}

bool are_above_zero(const Quad& quad) {
  return std::ranges::all_of(quad.lane, [](double value) { return value > 0; });
}

// Appends up to four rows to those of each context. False where they are none for the sums.
bool append_rows(PersonFactors& person, std::span<const Quad> lanes, std::size_t count,
                 std::span<PersonRows> people) {
  // What rounding took below zero is no probability.
  if (!person.sum_up(lanes, false) || !std::ranges::all_of(person.total(), are_above_zero)) {
    return false;
  }
  const std::vector<Quad> total(person.total().begin(), person.total().end());
  std::vector<Quad> all;  // [condition][context]
  for (std::size_t c = 0; c < person.causes().size(); ++c) {
    all.insert(all.end(), person.present(c).begin(), person.present(c).end());
  }
  if (!person.sum_up(lanes, true)) {
    return false;
  }
  std::vector<double> present(person.causes().size());
  for (std::size_t k = 0; k < people.size(); ++k) {
    for (std::size_t lane = 0; lane < count; ++lane) {
      const double absent = person.total()[k].lane[lane] / total[k].lane[lane];
      const double left = 1 - absent;
      if (!(left >= engine::smallest_share_left)) {
        return false;
      }
      for (std::size_t c = 0; c < present.size(); ++c) {
        const double value =
            (all[c * people.size() + k].lane[lane] - absent * person.present(c)[k].lane[lane]) /
            left;
        present[c] = std::clamp(value, 0.0, 1.0);  // beyond these by rounding only
      }
      const double log_total = person.causes().log_known(k) + std::log(total[k].lane[lane]);
      people[k].log_without_complaint.push_back(log_total);
      people[k].table.append(log_total + std::log1p(-absent), present);
    }
  }
  return true;
}

// Of a few contexts side by side.
bool append_people(PersonFactors& person, std::span<const Evidence> contexts,
                   const Observation& observation, const KnownEffects& known,
                   const ClinicalNetwork& network, std::vector<PersonRows>& people) {
  if (!std::ranges::all_of(
          contexts,
          [&](const Evidence& context) { return is_present(network.complaint, context); }) ||
      !person.enter(contexts)) {
    return false;
  }
  for (std::size_t k = 0; k < contexts.size(); ++k) {
    people.push_back(
        {engine::VariationTable(network.conditions.size()), {}, person.causes().log_context(k)});
  }
  const auto these = std::span(people).last(contexts.size());
  for (std::size_t first = 0; first < known.size(); first += Quad::count) {
    const std::size_t count = std::min(Quad::count, known.size() - first);
    const auto lanes =
        in_lanes(std::span(known).subspan(first, count), observation.findings.size());
    if (!append_rows(person, lanes, count, these)) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::optional<std::vector<PersonRows>> person_rows(std::span<const Evidence> contexts,
                                                   const Observation& observation,
                                                   const KnownEffects& known,
                                                   const ClinicalNetwork& network,
                                                   const CauseTable& causes, BinarySums& sums) {
  if (!is_sure(network)) {
    return std::nullopt;
  }
  PersonFactors person(observation, network, causes, sums);
  std::vector<PersonRows> people;
  people.reserve(contexts.size());
  std::size_t side_by_side = engine::most_quads;
  while (people.size() < contexts.size()) {
    const std::size_t begin = people.size();
    const auto left = contexts.subspan(begin);
    const auto these = left.first(std::min(left.size(), side_by_side));
    if (!append_people(person, these, observation, known, network, people)) {
      if (these.size() == 1) {
        return std::nullopt;
      }
      people.erase(people.begin() + static_cast<std::ptrdiff_t>(begin), people.end());
      side_by_side = 1;
    }
  }
  return people;
}

}  // namespace paraspinal::triage
