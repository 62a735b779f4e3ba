#pragma once

// One published (or estimated) number that ties a condition to a finding: a row of evidence.
// Several rows may exist for one pair, by population; `use` says which is a parameter of the
// network, which only checks it, and which is kept as background.

#include <optional>
#include <string>

#include "knowledge/base/condition.h"

namespace paraspinal::knowledge {

enum class LinkKind { finding, risk };  // an effect of the condition; a cause of it
enum class LinkUse { parameter, check, background };
enum class AppliesTo { unselected, referred, pregnant, women, takes_drug };

struct Figure {
  double point = 0;
  std::optional<double> low;
  std::optional<double> high;

  bool operator==(const Figure&) const = default;
};

struct Link {
  std::string id;
  ConditionId condition;
  FindingId finding;
  LinkKind kind = LinkKind::finding;
  LinkUse use = LinkUse::parameter;
  AppliesTo applies_to = AppliesTo::unselected;
  std::optional<Figure> sensitivity;
  std::optional<Figure> specificity;
  std::optional<double> p_given_not;  // P(finding | not condition)
  std::string p_given_not_basis;
  std::optional<Figure> lr_positive;
  std::optional<Figure> lr_negative;
  std::string ratio_kind;  // OR, RR, HR, SR; empty without a ratio
  std::optional<Figure> ratio;
  std::optional<Figure> post_test;  // for checking only, never a likelihood ratio
  std::string population;
  std::string note;
  Citation citation;

  bool operator==(const Link&) const = default;
};

// Why the network need not give a row's figure back (fidelity.h checks that it holds).
enum class Excuse {
  capped,               // its ratio lies beyond the bounds within which single ratios act
  referral_population,  // it is of people already selected, not of callers
  conflicts_with        // another row contradicts it
};

struct LinkExcuse {
  std::size_t link = 0;  // position among the links
  Excuse excuse = Excuse::capped;
  std::optional<std::size_t> other;  // the row it conflicts with
  std::string basis;

  bool operator==(const LinkExcuse&) const = default;
};

}  // namespace paraspinal::knowledge
