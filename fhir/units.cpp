#include "fhir/units.h"

#include <algorithm>
#include <array>
#include <utility>

namespace paraspinal::fhir {

namespace {

using Spelling = std::pair<std::string_view, std::string_view>;

// Written as no lower-case folding may touch: capital G is giga.
constexpr std::array exact_spellings = {
    Spelling{"G/L", "10*9/L"},
    Spelling{"T/L", "10*12/L"},
};

// As systems write it, in lower case, and its UCUM code.
constexpr std::array spellings = {
    Spelling{"c", "Cel"},
    Spelling{"cel", "Cel"},
    Spelling{"degc", "Cel"},
    Spelling{"deg c", "Cel"},
    Spelling{"degrees c", "Cel"},
    Spelling{"\u00B0c", "Cel"},
    Spelling{"celsius", "Cel"},
    Spelling{"f", "[degF]"},
    Spelling{"[degf]", "[degF]"},
    Spelling{"degf", "[degF]"},
    Spelling{"deg f", "[degF]"},
    Spelling{"\u00B0f", "[degF]"},
    Spelling{"fahrenheit", "[degF]"},
    Spelling{"mmhg", "mm[Hg]"},
    Spelling{"mm hg", "mm[Hg]"},
    Spelling{"mm[hg]", "mm[Hg]"},
    Spelling{"bpm", "/min"},
    Spelling{"/min", "/min"},
    Spelling{"{beats}/min", "/min"},
    Spelling{"{breaths}/min", "/min"},
    Spelling{"beats/min", "/min"},
    Spelling{"beats/minute", "/min"},
    Spelling{"beats per minute", "/min"},
    Spelling{"breaths/min", "/min"},
    Spelling{"breaths/minute", "/min"},
    Spelling{"per minute", "/min"},
    Spelling{"percent", "%"},
    Spelling{"kg/m\u00B2", "kg/m2"},
    Spelling{"kg/m^2", "kg/m2"},
    Spelling{"kg", "kg"},
    Spelling{"lb", "[lb_av]"},
    Spelling{"lbs", "[lb_av]"},
    Spelling{"pounds", "[lb_av]"},
    Spelling{"[lb_av]", "[lb_av]"},
    Spelling{"in", "[in_i]"},
    Spelling{"inches", "[in_i]"},
    Spelling{"[in_i]", "[in_i]"},
    Spelling{"g/l", "g/L"},
    Spelling{"g/dl", "g/dL"},
    Spelling{"gm/dl", "g/dL"},
    Spelling{"mg/l", "mg/L"},
    Spelling{"mg/dl", "mg/dL"},
    Spelling{"ug/l", "ug/L"},
    Spelling{"mcg/l", "ug/L"},
    Spelling{"ug/dl", "ug/dL"},
    Spelling{"mcg/dl", "ug/dL"},
    Spelling{"ng/ml", "ng/mL"},
    Spelling{"ng/l", "ng/L"},
    Spelling{"pg/ml", "pg/mL"},
    Spelling{"mmol/l", "mmol/L"},
    Spelling{"umol/l", "umol/L"},
    Spelling{"micromol/l", "umol/L"},
    Spelling{"nmol/l", "nmol/L"},
    Spelling{"pmol/l", "pmol/L"},
    Spelling{"meq/l", "meq/L"},
    Spelling{"u/l", "U/L"},
    Spelling{"iu/l", "[IU]/L"},
    Spelling{"[iu]/l", "[IU]/L"},
    Spelling{"mu/l", "mU/L"},
    Spelling{"m[iu]/l", "m[IU]/L"},
    Spelling{"miu/ml", "m[IU]/mL"},
    Spelling{"m[iu]/ml", "m[IU]/mL"},
    Spelling{"10^9/l", "10*9/L"},
    Spelling{"x10^9/l", "10*9/L"},
    Spelling{"10*9/l", "10*9/L"},
    Spelling{"x10e9/l", "10*9/L"},
    Spelling{"10^3/ul", "10*3/uL"},
    Spelling{"x10^3/ul", "10*3/uL"},
    Spelling{"10*3/ul", "10*3/uL"},
    Spelling{"k/ul", "10*3/uL"},
    Spelling{"thou/ul", "10*3/uL"},
    Spelling{"k/cumm", "10*3/uL"},
    Spelling{"10*3/mm3", "10*3/uL"},
    Spelling{"cells/ul", "/uL"},
    Spelling{"mm/h", "mm/h"},
    Spelling{"mm/hr", "mm/h"},
    Spelling{"mm/1h", "mm/h"},
    Spelling{"ml/min", "mL/min"},
    Spelling{"ml/min/1.73m2", "mL/min/{1.73_m2}"},
    Spelling{"ml/min/1.73 m2", "mL/min/{1.73_m2}"},
    Spelling{"ml/min/1.73sqm", "mL/min/{1.73_m2}"},
    Spelling{"ml/min/1.73m\u00B2", "mL/min/{1.73_m2}"},
    Spelling{"ml/min/{1.73_m2}", "mL/min/{1.73_m2}"},
    Spelling{"ml/min/{1.73m2}", "mL/min/{1.73_m2}"},
    Spelling{"week", "wk"},
    Spelling{"weeks", "wk"},
    Spelling{"wks", "wk"},
    Spelling{"day", "d"},
    Spelling{"days", "d"},
    Spelling{"hour", "h"},
    Spelling{"hours", "h"},
    Spelling{"hr", "h"},
    Spelling{"month", "mo"},
    Spelling{"months", "mo"},
    Spelling{"year", "a"},
    Spelling{"years", "a"},
    Spelling{"yr", "a"},
    Spelling{"score", "1"},
    Spelling{"points", "1"},
};

std::optional<std::string_view> spelled(std::string_view unit) {
  for (const auto& [written, code] : exact_spellings) {
    if (written == unit) {
      return code;
    }
  }
  std::string lower(unit);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  for (const auto& [written, code] : spellings) {
    if (written == lower) {
      return code;
    }
  }
  return std::nullopt;
}

// U+00B5 and U+03BC to `u`.
std::string plain_micro(std::string_view unit) {
  std::string plain;
  for (std::size_t i = 0; i < unit.size(); ++i) {
    const std::string_view two = unit.substr(i, 2);
    if (two == "\u00B5" || two == "\u03BC") {
      plain += 'u';
      ++i;
    } else {
      plain += unit[i];
    }
  }
  return plain;
}

bool is_annotation(std::string_view unit) {
  return unit.starts_with('{') && unit.find('}') == unit.size() - 1;
}

}  // namespace

std::string canonical_unit(std::string_view unit) {
  const std::string plain = plain_micro(unit);
  if (plain.empty() || is_annotation(plain)) {
    return "1";
  }
  return std::string(spelled(plain).value_or(plain));
}

std::optional<double> convert(const knowledge::KnowledgeBase& knowledge,
                              knowledge::FindingId finding, double value, std::string_view unit) {
  if (unit == knowledge.findings[finding].unit) {
    return value;
  }
  const std::string given = canonical_unit(unit);
  if (given == canonical_unit(knowledge.findings[finding].unit)) {
    return value;
  }
  for (const knowledge::UnitConversion& conversion : knowledge.unit_conversions) {
    if (conversion.finding == finding && canonical_unit(conversion.unit) == given) {
      return conversion.factor * value + conversion.add_after;
    }
  }
  return std::nullopt;
}

}  // namespace paraspinal::fhir
