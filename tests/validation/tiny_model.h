#pragma once

// The tiny content, loaded and compiled, as a model to validate.
//
//   const TinyModel tiny;
//   conduct(person, {}, 1, {tiny.model(), tiny.value_alone});

#include "validation/policy.h"
#include "validation/verdict.h"

namespace paraspinal::tests {

struct TinyModel {
  TinyModel();

  knowledge::KnowledgeBase knowledge;
  knowledge::KnowledgeBase value_alone;
  knowledge::ClinicalNetwork network;
  engine::Inference inference;

  validation::Model model() const { return {knowledge, network, inference}; }
};

// The whole content, loaded once for the whole run.
const validation::Model& embedded_model();

}  // namespace paraspinal::tests
