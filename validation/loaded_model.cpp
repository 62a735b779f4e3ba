#include "validation/loaded_model.h"

#include <utility>

namespace paraspinal::validation {

LoadedModel::LoadedModel(knowledge::KnowledgeBase knowledge, knowledge::ClinicalNetwork network)
    : knowledge_(std::move(knowledge)),
      network_(std::move(network)),
      inference_(network_.network) {}

engine::Result<std::unique_ptr<LoadedModel>> load_model(knowledge::KnowledgeBase knowledge) {
  auto network = knowledge::compile(knowledge);
  if (!network) {
    return engine::fail(network.error());
  }
  return std::make_unique<LoadedModel>(std::move(knowledge), std::move(*network));
}

}  // namespace paraspinal::validation
