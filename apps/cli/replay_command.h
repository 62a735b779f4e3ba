#pragma once

// `paraspinal replay`: makes every assessment of a service's audit again, with the knowledge it was
// made from or with another, and tells which are not what they were.
//
//   replay_command({.files = {"records.sqlite", "master.key"}, .knowledge = "new.sqlite"}, streams);
//
// Assessments are those of the nurse's and the clinician's calls and of the service (kinds that
// hold one: audited_assessment.h). Memory does not grow with the audit.

#include <optional>
#include <string>

#include "apps/cli/command.h"
#include "apps/cli/knowledge_command.h"
#include "apps/cli/open_records.h"

namespace paraspinal::cli {

struct ReplayOptions {
  RecordsFiles files = {};
  std::optional<std::string> knowledge = {};  // the one built in when empty
  std::string since = {};                     // ISO time or day: lines from then on; all when empty
  PageFormat format = PageFormat::text;
};

// Gives failed when an assessment of the same knowledge is not the same, the rounding of posteriors
// aside (`likeness_of`); else unusable_input when lines could not be read (each is told with its
// number, and the others go on); unusable_input and unusable_knowledge also when the files cannot
// be opened. Throws when the output cannot be written.
Outcome replay_command(const ReplayOptions& options, Streams streams);

}  // namespace paraspinal::cli
