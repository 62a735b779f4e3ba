#pragma once

// What each variable of the clinical network is to the effects below it, and what stands above and
// below the conditions, laid out for many readings. The same for everyone: made once for a network.
//
//   const CauseTable causes(network);
//   for (const CauseTable::Link& link : causes.links(risk.index)) ...    // the conditions it moves
//
// Keeps nothing of the network.

#include <cstddef>
#include <span>
#include <vector>

#include "knowledge/base/clinical_network.h"

namespace paraspinal::triage {

enum class Part { other, primary, contributor, mechanism, background };

struct NetworkPart {
  Part part = Part::other;
  std::size_t place = 0;  // of a condition or a mechanism, in the content

  bool is_condition() const { return part == Part::primary || part == Part::contributor; }
};

class CauseTable {
 public:
  // A risk factor or a contributor above a condition.
  struct Term {
    std::size_t parent = 0;  // variable of the network
    double weight = 0;       // natural log of the odds ratio
    double against = 1;      // its inverse, the ratio of the odds against
  };
  // The same from above.
  struct Link {
    std::size_t condition = 0;  // by position in the content
    double ratio = 1;           // of the odds
  };
  // Conditions that have the same variables as context.
  struct Group {
    std::vector<engine::VariableId> context;  // the last varies fastest
    std::vector<std::size_t> conditions;
    std::vector<double> bases;  // [joint state][condition of the group] log odds, no term present
  };

  explicit CauseTable(const knowledge::ClinicalNetwork& network);

  // [variable of the network]
  const std::vector<NetworkPart>& parts() const { return parts_; }
  // Whether every condition is a log-odds distribution; only of these there are terms and groups.
  bool is_complete() const { return is_complete_; }
  std::size_t conditions() const { return terms_begin_.size() - 1; }
  bool is_primary(std::size_t condition) const { return is_primary_[condition] != 0; }
  std::span<const Term> terms(std::size_t condition) const {
    return std::span(terms_).subspan(terms_begin_[condition],
                                     terms_begin_[condition + 1] - terms_begin_[condition]);
  }
  // Of all conditions together.
  std::size_t terms() const { return terms_.size(); }
  std::span<const Link> links(std::size_t parent) const {
    return std::span(links_).subspan(links_begin_[parent],
                                     links_begin_[parent + 1] - links_begin_[parent]);
  }
  const std::vector<Group>& groups() const { return groups_; }

 private:
  void read(std::size_t condition, const engine::LogOddsDistribution& own);
  void read_links();

  std::vector<NetworkPart> parts_;
  bool is_complete_ = true;
  std::vector<char> is_primary_;  // [condition]
  std::vector<Term> terms_;       // of one condition after another
  std::vector<std::size_t> terms_begin_;
  std::vector<Link> links_;  // below one variable after another
  std::vector<std::size_t> links_begin_;
  std::vector<Group> groups_;
};

}  // namespace paraspinal::triage
