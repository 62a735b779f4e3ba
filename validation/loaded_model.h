#pragma once

// A knowledge base with its network and what answers from it, at one place that does not move.
//
//   const Result<std::unique_ptr<LoadedModel>> real = load_model(std::move(knowledge));
//   (*real)->model();

#include <memory>

#include "validation/verdict.h"

namespace paraspinal::validation {

class LoadedModel {
 public:
  LoadedModel(knowledge::KnowledgeBase knowledge, knowledge::ClinicalNetwork network);
  LoadedModel(const LoadedModel&) = delete;
  LoadedModel& operator=(const LoadedModel&) = delete;

  const knowledge::KnowledgeBase& knowledge() const { return knowledge_; }
  Model model() const { return {knowledge_, network_, inference_}; }

 private:
  knowledge::KnowledgeBase knowledge_;
  knowledge::ClinicalNetwork network_;
  engine::Inference inference_;  // keeps a reference to the network
};

// Errors: those of knowledge::compile.
engine::Result<std::unique_ptr<LoadedModel>> load_model(knowledge::KnowledgeBase knowledge);

}  // namespace paraspinal::validation
