#pragma once

// The knowledge that requests are answered from, which can be taken from its file anew while they
// are: each request keeps what it began with.
//
//   auto shelf = KnowledgeShelf::open("knowledge.sqlite");
//   const std::shared_ptr<const ReadyKnowledge> ready = (*shelf)->ready();
//   ready->importer.import_case(text, options);
//   (*shelf)->reload();   // an unusable file changes nothing but state()
//
// Thread-safe.

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "engine/result.h"
#include "fhir/importer.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::service {

// What became of the loads since the service began.
struct ShelfState {
  std::uint64_t loaded = 1;
  std::uint64_t failed = 0;
  std::string last_error = {};  // of the last load; empty when it went well
};

// A knowledge base with what reads a case for it.
struct ReadyKnowledge {
  explicit ReadyKnowledge(std::unique_ptr<const triage::Clinic> opened)
      : clinic(std::move(opened)), importer(clinic->knowledge()) {}

  std::unique_ptr<const triage::Clinic> clinic;
  fhir::Importer importer;
};

// The clinic of it, which keeps all of it alive.
std::shared_ptr<const triage::Clinic> clinic_of(std::shared_ptr<const ReadyKnowledge> ready);

class KnowledgeShelf {
 public:
  // A file, or without one the knowledge built in. Errors: those of triage::open_clinic.
  static engine::Result<std::unique_ptr<KnowledgeShelf>> open(std::optional<std::string> path);

  std::shared_ptr<const ReadyKnowledge> ready() const { return ready_.load(); }
  std::shared_ptr<const triage::Clinic> clinic() const { return clinic_of(ready()); }
  // Calls wait for each other; requests do not wait.
  engine::Result<void> reload();
  ShelfState state() const;

  KnowledgeShelf(std::optional<std::string> path, std::unique_ptr<const triage::Clinic> clinic);

 private:
  std::optional<std::string> path_;
  std::atomic<std::shared_ptr<const ReadyKnowledge>> ready_;
  std::mutex reloading_;
  mutable std::mutex mutex_;
  ShelfState state_;
};

}  // namespace paraspinal::service
