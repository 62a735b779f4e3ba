#pragma once

// Which findings a question could be about, and which of them are put in one breath.
//
//   const std::vector<FindingId> open = candidates(grounds, known.closed);
//   const std::vector<Breath> breaths = in_one_breath(owed, moving, grounds, known.closed);
//
// A part of inquire.h, for it alone.

#include <span>
#include <vector>

#include "knowledge/triage/inquire_known.h"

namespace paraspinal::triage {

// Two-state findings that this setting can obtain, that nobody asked yet, and whose answer could
// move something: it has weight, or a gate waits for it or for what it implies. Not those whose
// bundle item is for people of another age or sex, nor what implies one of them: no woman of 60 is
// asked whether her period is late. An item's rule about anything else only says with what it is
// read out: a severe headache is asked without a pregnancy, too. In the order of the content.
std::vector<knowledge::FindingId> candidates(const Grounds& grounds, const Closed& closed);

bool contains(std::span<const knowledge::FindingId> findings, knowledge::FindingId finding);

// To examine or measure when the content has no question.
double seconds_to_ask(const knowledge::Finding& finding);

// One question: a finding, or several of a bundle in the order of reading.
struct Breath {
  std::vector<knowledge::FindingId> findings;
  const knowledge::Bundle* bundle = nullptr;  // of several findings
};

// All of `findings`, each once: those of a bundle together, where two or more of them are its
// items. In the order of the content.
std::vector<Breath> in_one_breath(std::span<const knowledge::FindingId> findings,
                                  const knowledge::KnowledgeBase& knowledge);

// The other findings that could be read with these: items of their bundles that apply to this
// person and are among the candidates.
std::vector<knowledge::FindingId> beside(std::span<const knowledge::FindingId> findings,
                                         std::span<const knowledge::FindingId> candidates,
                                         const Closed& closed,
                                         const knowledge::KnowledgeBase& knowledge);

// A no to the general finding denies the special one too: no leg weakness, so no foot drop.
struct ImpliedPair {
  knowledge::FindingId special;
  knowledge::FindingId general;

  auto operator<=>(const ImpliedPair&) const = default;
};

// All of them, ascending.
std::vector<ImpliedPair> implied_pairs(const knowledge::KnowledgeBase& knowledge);

// The findings without those that another of them denies with its no: the general question comes
// first.
std::vector<knowledge::FindingId> general_ones(std::span<const knowledge::FindingId> findings,
                                               std::span<const ImpliedPair> pairs);

// Whether an item applies to this person by its own rule.
bool applies(const knowledge::BundleItem& item, const Closed& closed);

// As applies(), or may yet: its rule waits for nothing but items of its bundle that are among
// `together`, what is asked now. With a pregnancy it is asked whether there was a birth.
bool applies_among(const knowledge::BundleItem& item, const knowledge::Bundle& bundle,
                   std::span<const knowledge::FindingId> together, const Closed& closed);

// Whether answers have ruled out that it applies: whoever is pregnant is not asked for a period.
bool is_ruled_out(const knowledge::BundleItem& item, const Closed& closed);

// The bundle's item of this finding; nothing when it has none.
const knowledge::BundleItem* item_of(knowledge::FindingId finding,
                                     const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
