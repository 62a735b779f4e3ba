// Entry point: actions_of.

#include "fhir/cds_hooks_drugs.h"

#include <algorithm>
#include <array>

namespace paraspinal::fhir {

using knowledge::CodeSystem;

namespace {

struct Orderable {
  std::string_view action;
  std::string_view words;
};

// Antidepressants and magnesium are actions of the content too, but are seldom ordered for the
// back: a card there would be noise.
constexpr std::array<Orderable, 6> orderables = {
    Orderable{"nsaid", "Anti-inflammatory"}, Orderable{"muscle_relaxant", "Muscle relaxant"},
    Orderable{"weak_opioid", "Weak opioid"}, Orderable{"paracetamol", "Paracetamol"},
    Orderable{"quinine", "Quinine"},         Orderable{"heat", "Heat"}};

struct DrugCode {
  CodeSystem system;
  std::string_view code;
  bool prefix;
  std::string_view action;
};

// ATC: WHO's groups, recalled. RxNorm: the ingredients as they stand in public value sets; tablets
// as they stand in public records. SNOMED CT: recalled, but heat therapy seen in public FHIR
// examples.
constexpr std::array drug_codes = {
    DrugCode{CodeSystem::rxnorm, "197805", false, "nsaid"},  // ibuprofen 400 mg
    DrugCode{CodeSystem::rxnorm, "197806", false, "nsaid"},  // ibuprofen 600 mg
    DrugCode{CodeSystem::rxnorm, "197807", false, "nsaid"},  // ibuprofen 800 mg
    DrugCode{CodeSystem::rxnorm, "198014", false, "nsaid"},  // naproxen 500 mg
    DrugCode{CodeSystem::snomed, "387207008", false, "nsaid"},
    DrugCode{CodeSystem::snomed, "38268001", false, "nsaid"},
    DrugCode{CodeSystem::atc, "M03B", true, "muscle_relaxant"},
    DrugCode{CodeSystem::rxnorm, "1292", false, "muscle_relaxant"},    // baclofen
    DrugCode{CodeSystem::rxnorm, "2101", false, "muscle_relaxant"},    // carisoprodol
    DrugCode{CodeSystem::rxnorm, "21949", false, "muscle_relaxant"},   // cyclobenzaprine
    DrugCode{CodeSystem::rxnorm, "828348", false, "muscle_relaxant"},  // the same, 10 mg
    DrugCode{CodeSystem::rxnorm, "2410", false, "muscle_relaxant"},    // chlorzoxazone
    DrugCode{CodeSystem::rxnorm, "57258", false, "muscle_relaxant"},   // tizanidine
    DrugCode{CodeSystem::rxnorm, "59078", false, "muscle_relaxant"},   // metaxalone
    DrugCode{CodeSystem::rxnorm, "6845", false, "muscle_relaxant"},    // methocarbamol
    DrugCode{CodeSystem::rxnorm, "7715", false, "muscle_relaxant"},    // orphenadrine
    DrugCode{CodeSystem::rxnorm, "3322", false, "muscle_relaxant"},    // diazepam
    DrugCode{CodeSystem::atc, "N05BA01", true, "muscle_relaxant"},     // diazepam
    DrugCode{CodeSystem::atc, "R05DA04", true, "weak_opioid"},         // codeine
    DrugCode{CodeSystem::atc, "N02AX02", true, "weak_opioid"},         // tramadol
    DrugCode{CodeSystem::atc, "N02AA08", true, "weak_opioid"},         // dihydrocodeine
    DrugCode{CodeSystem::atc, "N02AJ", true, "weak_opioid"},           // with another painkiller
    DrugCode{CodeSystem::rxnorm, "2670", false, "weak_opioid"},        // codeine
    DrugCode{CodeSystem::rxnorm, "10689", false, "weak_opioid"},       // tramadol
    DrugCode{CodeSystem::atc, "M09AA", true, "quinine"},
    DrugCode{CodeSystem::atc, "P01BC01", true, "quinine"},
    DrugCode{CodeSystem::snomed, "266694003", false, "heat"},  // heat therapy
};

// What the content reads from a record as taking a drug, and the action that an order of it is.
struct Taken {
  std::string_view finding;
  std::string_view action;
};
constexpr std::array<Taken, 2> taken = {Taken{"nsaid_use_current", "nsaid"},
                                        Taken{"paracetamol_use_current", "paracetamol"}};

bool matches(CodeSystem system, std::string_view row, bool prefix, const CodedValue& coding) {
  return (prefix ? coding.code.starts_with(row) : coding.code == row) &&
         code_system(coding.system) == system;
}

void add_once(std::vector<std::string>& actions, std::string_view action) {
  if (std::ranges::find(actions, action) == actions.end()) {
    actions.emplace_back(action);
  }
}

}  // namespace

bool names(const knowledge::Coding& row, const CodedValue& coding) {
  if (row.system != CodeSystem::icd10cm) {
    return matches(row.system, row.code, row.prefix, coding);
  }
  // Systems leave out the dot of ICD-10.
  std::string plain_row = row.code;
  std::string plain(coding.code);
  std::erase(plain_row, '.');
  std::erase(plain, '.');
  return matches(row.system, plain_row, row.prefix, {coding.system, plain, coding.display});
}

std::vector<std::string> actions_of(const std::vector<CodedValue>& codings,
                                    const knowledge::KnowledgeBase& knowledge) {
  std::vector<std::string> actions;
  for (const CodedValue& coding : codings) {
    for (const DrugCode& row : drug_codes) {
      if (matches(row.system, row.code, row.prefix, coding)) {
        add_once(actions, row.action);
      }
    }
    for (const knowledge::Coding& row : knowledge.codings) {
      const auto* const meant = std::ranges::find(taken, row.target, &Taken::finding);
      if (meant != taken.end() && row.resource == knowledge::CodedResource::medication &&
          names(row, coding)) {
        add_once(actions, meant->action);
      }
    }
  }
  return actions;
}

bool is_orderable(std::string_view action) {
  return std::ranges::find(orderables, action, &Orderable::action) != orderables.end();
}

std::string_view kind_of_order(std::string_view action) {
  const auto* const found = std::ranges::find(orderables, action, &Orderable::action);
  return found == orderables.end() ? action : found->words;
}

}  // namespace paraspinal::fhir
