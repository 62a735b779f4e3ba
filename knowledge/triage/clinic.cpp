#include "knowledge/triage/clinic.h"

#include <utility>

#include "knowledge/base/load.h"

namespace paraspinal::triage {

using engine::fail;
using engine::Result;
using knowledge::KnowledgeBase;

Clinic::Clinic(KnowledgeBase knowledge, knowledge::ClinicalNetwork network)
    : knowledge_(std::move(knowledge)),
      network_(std::move(network)),
      assessor_(knowledge_, network_) {}

Result<std::unique_ptr<const Clinic>> open_clinic(KnowledgeBase knowledge) {
  auto network = knowledge::compile(knowledge);
  if (!network) {
    return fail(network.error());
  }
  return std::make_unique<const Clinic>(std::move(knowledge), std::move(*network));
}

Result<std::unique_ptr<const Clinic>> open_clinic(const std::optional<std::string>& path) {
  return (path ? knowledge::load_file(*path) : knowledge::load_embedded())
      .and_then([](KnowledgeBase knowledge) { return open_clinic(std::move(knowledge)); });
}

}  // namespace paraspinal::triage
