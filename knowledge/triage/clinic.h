#pragma once

// A knowledge base ready to answer: its rows, its network and what assesses with them, at one place
// that does not move. Whoever answers more than one case loads one of these and keeps it.
//
//   const auto clinic = open_clinic(std::nullopt);  // the embedded knowledge
//   if (!clinic) return fail(clinic.error());
//   (*clinic)->assessor().assess(presentation);
//
// Const and thread-safe. It outlives the assessments made with it: they are told in its words.

#include <memory>
#include <optional>
#include <string>

#include "engine/inference.h"
#include "engine/result.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assess.h"

namespace paraspinal::triage {

class Clinic {
 public:
  // The network is that of the knowledge base.
  Clinic(knowledge::KnowledgeBase knowledge, knowledge::ClinicalNetwork network);
  Clinic(const Clinic&) = delete;
  Clinic& operator=(const Clinic&) = delete;

  const knowledge::KnowledgeBase& knowledge() const { return knowledge_; }
  const knowledge::ClinicalNetwork& network() const { return network_; }
  const Assessor& assessor() const { return assessor_; }
  const engine::Inference& inference() const { return assessor_.inference(); }

 private:
  knowledge::KnowledgeBase knowledge_;
  knowledge::ClinicalNetwork network_;
  Assessor assessor_;  // refers to the two above
};

// Errors: those of knowledge::compile.
engine::Result<std::unique_ptr<const Clinic>> open_clinic(knowledge::KnowledgeBase knowledge);
// The knowledge of a file, or without one that built into the program. Errors: also those of
// knowledge::load_file and load_embedded.
engine::Result<std::unique_ptr<const Clinic>> open_clinic(const std::optional<std::string>& path);

}  // namespace paraspinal::triage
