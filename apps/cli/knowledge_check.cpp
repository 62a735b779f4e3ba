#include "apps/cli/knowledge_check.h"

#include "apps/cli/knowledge_check_pages.h"
#include "apps/cli/knowledge_command.h"
#include "fhir/json.h"
#include "knowledge/base/clinical_network.h"

namespace paraspinal::cli {

Outcome check_knowledge_command(const CheckOptions& options, Streams streams) {
  const auto knowledge = chosen_knowledge(options.knowledge);
  if (!knowledge) {
    return unusable_knowledge(options.knowledge, knowledge.error(), streams);
  }
  const auto network = compile(*knowledge);
  if (!network) {
    return unusable_knowledge(options.knowledge, network.error(), streams);
  }
  const auto check = triage::check_knowledge(*knowledge, *network, options.setting);
  if (!check) {
    return unusable_knowledge(options.knowledge, check.error(), streams);
  }
  const CheckedKnowledge checked{*knowledge, *check, options};
  switch (options.format) {
    case CheckFormat::text:
      streams.output << check_text(checked);
      break;
    case CheckFormat::json:
      streams.output << fhir::write_json(check_json(checked)) << '\n';
      break;
    case CheckFormat::csv:
      streams.output << check_csv(checked);
      break;
  }
  return written(check->failures.empty() ? Outcome::answered : Outcome::failed, streams);
}

}  // namespace paraspinal::cli
