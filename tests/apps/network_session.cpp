#include "tests/apps/network_session.h"

#include <limits>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/json_place.h"

namespace paraspinal::apps_tests {

Said say(const std::function<cli::Outcome(cli::Streams)>& command, std::string_view input) {
  std::istringstream in{std::string(input)};
  std::ostringstream out;
  std::ostringstream errors;
  const cli::Outcome outcome = command({in, out, errors});
  return {outcome, out.str(), errors.str()};
}

std::string_view asia_bif() {
  return R"(network asia {
}
variable asia { type discrete [ 2 ] { yes, no }; }
variable tub { type discrete [ 2 ] { yes, no }; }
variable smoke { type discrete [ 2 ] { yes, no }; }
variable lung { type discrete [ 2 ] { yes, no }; }
variable bronc { type discrete [ 2 ] { yes, no }; }
variable either { type discrete [ 2 ] { yes, no }; }
variable xray { type discrete [ 2 ] { yes, no }; }
variable dysp { type discrete [ 2 ] { yes, no }; }
probability ( asia ) { table 0.01, 0.99; }
probability ( tub | asia ) {
  (yes) 0.05, 0.95;
  (no) 0.01, 0.99;
}
probability ( smoke ) { table 0.5, 0.5; }
probability ( lung | smoke ) {
  (yes) 0.1, 0.9;
  (no) 0.01, 0.99;
}
probability ( bronc | smoke ) {
  (yes) 0.6, 0.4;
  (no) 0.3, 0.7;
}
probability ( either | lung, tub ) {
  (yes, yes) 1, 0;
  (yes, no) 1, 0;
  (no, yes) 1, 0;
  (no, no) 0, 1;
}
probability ( xray | either ) {
  (yes) 0.98, 0.02;
  (no) 0.05, 0.95;
}
probability ( dysp | bronc, either ) {
  (yes, yes) 0.9, 0.1;
  (no, yes) 0.7, 0.3;
  (yes, no) 0.8, 0.2;
  (no, no) 0.1, 0.9;
}
)";
}

double number_at(const fhir::Json& json, const std::vector<std::string>& way) {
  const fhir::Json* const number = tests::at_place(json, way);
  if (number == nullptr) {
    ADD_FAILURE() << "nothing at " << (way.empty() ? "the root" : way.back());
    return std::numeric_limits<double>::quiet_NaN();
  }
  return number->as_double().value_or(std::numeric_limits<double>::quiet_NaN());
}

fhir::Json json_of(const std::string& text) {
  const auto json = fhir::parse_json(text);
  EXPECT_TRUE(json) << text;
  return json.value_or(fhir::Json());
}

}  // namespace paraspinal::apps_tests
