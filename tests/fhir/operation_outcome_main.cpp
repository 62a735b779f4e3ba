// For tests/apps/validate_fhir.sh: reads each FILE as a case and prints, a line each, the
// OperationOutcome of its error, or of the issues of its import; then those of what may be answered
// later.

#include <fstream>
#include <iostream>
#include <sstream>

#include "fhir/import.h"
#include "fhir/operation_outcome.h"
#include "knowledge/base/load.h"

int main(int count, char** words) {
  const auto knowledge = paraspinal::knowledge::load_embedded();
  if (!knowledge) {
    std::cerr << knowledge.error().message << '\n';
    return 1;
  }
  for (int i = 1; i < count; ++i) {
    std::ifstream file(words[i], std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    const auto imported = paraspinal::fhir::import_case(text.str(), *knowledge, {});
    const auto outcome = imported ? paraspinal::fhir::operation_outcome(imported->ledger.issues)
                                  : paraspinal::fhir::operation_outcome(imported.error());
    std::cout << paraspinal::fhir::write_json(outcome) << '\n';
  }
  for (const auto later :
       {paraspinal::fhir::Later::transient, paraspinal::fhir::Later::throttled}) {
    std::cout << paraspinal::fhir::write_json(
                     paraspinal::fhir::operation_outcome(later, "try again in a second"))
              << '\n';
  }
  return 0;
}
