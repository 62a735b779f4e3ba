#include "apps/service/knowledge_shelf.h"

#include <utility>

namespace paraspinal::service {

std::shared_ptr<const triage::Clinic> clinic_of(std::shared_ptr<const ReadyKnowledge> ready) {
  const triage::Clinic* const clinic = ready->clinic.get();
  return {std::move(ready), clinic};
}

KnowledgeShelf::KnowledgeShelf(std::optional<std::string> path,
                               std::unique_ptr<const triage::Clinic> clinic)
    : path_(std::move(path)), ready_(std::make_shared<const ReadyKnowledge>(std::move(clinic))) {}

engine::Result<std::unique_ptr<KnowledgeShelf>> KnowledgeShelf::open(
    std::optional<std::string> path) {
  auto clinic = triage::open_clinic(path);
  if (!clinic) {
    return engine::fail(clinic.error());
  }
  return std::make_unique<KnowledgeShelf>(std::move(path), std::move(*clinic));
}

engine::Result<void> KnowledgeShelf::reload() {
  const std::lock_guard one_at_a_time(reloading_);
  auto clinic = triage::open_clinic(path_);
  const std::lock_guard lock(mutex_);
  if (!clinic) {
    ++state_.failed;
    state_.last_error = clinic.error().message;
    return engine::fail(clinic.error());
  }
  ++state_.loaded;
  state_.last_error.clear();
  ready_.store(std::make_shared<const ReadyKnowledge>(std::move(*clinic)));
  return {};
}

ShelfState KnowledgeShelf::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

}  // namespace paraspinal::service
