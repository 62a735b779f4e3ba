// The entry point is assess_operation.

#include "fhir/assess_operation.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

#include "fhir/element.h"
#include "fhir/export.h"
#include "fhir/json.h"
#include "fhir/reading.h"

namespace paraspinal::fhir {
namespace {

using engine::Error;
using engine::ErrorKind;
using engine::fail;
using engine::Result;

constexpr double greatest_seed = 9007199254740992;  // 2^53: whole numbers beyond are not exact

// Reads the parameters of one request, one after another.
class ParametersReader {
 public:
  explicit ParametersReader(const std::string& now) {
    request_.options.now = now;
    request_.depth = {.fit = true, .draws = 400, .seed = 1, .changes = true};
  }

  Result<AssessRequest> read(const Json& parameters) {
    const Json* const all = parameters.member("parameter");
    for (std::size_t i = 0; all != nullptr && i < all->items().size(); ++i) {
      where_ = "Parameters.parameter[" + std::to_string(i) + "]";
      take(all->items()[i]);
      if (error_) {
        return fail(*error_);
      }
    }
    if (request_.case_text.empty()) {
      return fail(ErrorKind::invalid_argument,
                  "Parameters.parameter: neither \"bundle\" nor \"presentation\", expected one");
    }
    return std::move(request_);
  }

  AssessRequest of_bundle(std::string_view body) {
    request_.case_text = body;
    return std::move(request_);
  }

 private:
  void wrong(const std::string& is, const std::string& expected) {
    error_ = Error{ErrorKind::invalid_argument, where_ + ": " + is + ", expected " + expected};
  }

  void take(const Json& parameter) {
    const std::string name(text_member(parameter, "name"));
    if (!seen_.insert(name).second) {
      wrong(in_quotes(name) + " stands twice", "each parameter once");
    } else if (name == "bundle" || name == "presentation") {
      take_case(parameter, name);
    } else if (name == "setting") {
      take_setting(parameter);
    } else if (name == "as-of") {
      take_as_of(parameter);
    } else if (name == "draws") {
      request_.depth.draws =
          static_cast<std::size_t>(whole(parameter, static_cast<double>(most_operation_draws)));
    } else if (name == "seed") {
      request_.depth.seed = static_cast<std::uint64_t>(whole(parameter, greatest_seed));
    } else {
      wrong(in_quotes(name) + " is no parameter",
            "\"bundle\" or \"presentation\", \"setting\", \"as-of\", \"draws\" or \"seed\"");
    }
  }

  void take_case(const Json& parameter, const std::string& name) {
    const Json* const resource = parameter.member("resource");
    const std::string_view text = text_member(parameter, "valueString");
    if (!request_.case_text.empty()) {
      wrong(in_quotes(name) + " is a second case", "one case");
    } else if (name == "bundle" && resource != nullptr && resource->is_object()) {
      request_.case_text = write_json(*resource);
    } else if (name == "presentation" && !text.empty()) {
      request_.case_text = text;
    } else if (name == "bundle") {
      wrong("\"bundle\" without a resource", "a Bundle in \"resource\"");
    } else {
      wrong("\"presentation\" without a text", "the JSON of a presentation in \"valueString\"");
    }
  }

  void take_setting(const Json& parameter) {
    std::string_view text = text_member(parameter, "valueCode");
    text = text.empty() ? text_member(parameter, "valueString") : text;
    request_.options.setting = knowledge::setting_from(text);
    if (!request_.options.setting) {
      wrong("\"setting\" is " + in_quotes(text),
            "\"telephone\", \"primary_care\" or \"emergency_department\" in \"valueCode\"");
    }
  }

  void take_as_of(const Json& parameter) {
    for (const std::string_view member : {"valueDateTime", "valueInstant", "valueDate"}) {
      if (request_.options.as_of.empty()) {
        request_.options.as_of = text_member(parameter, member);
      }
    }
    if (request_.options.as_of.empty()) {
      wrong("\"as-of\" without a time", "a time in \"valueDateTime\"");
    }
  }

  // A whole number from 0 to `most`; 0 when it is wrong.
  double whole(const Json& parameter, double most) {
    for (const std::string_view member :
         {"valueInteger", "valueUnsignedInt", "valuePositiveInt", "valueDecimal"}) {
      const Json* const value = parameter.member(member);
      const auto number = value == nullptr ? std::nullopt : value->as_double();
      if (number && *number >= 0 && *number <= most && std::floor(*number) == *number) {
        return *number;
      }
      if (value != nullptr) {
        wrong(shown(*value), "a whole number from 0 to " + std::to_string(std::llround(most)));
        return 0;
      }
    }
    wrong("no number", "a whole number in \"valueInteger\"");
    return 0;
  }

  AssessRequest request_;
  std::set<std::string> seen_;
  std::string where_;
  std::optional<Error> error_;
};

}  // namespace

Result<AssessRequest> read_assess_request(std::string_view body, const std::string& now) {
  const auto json = parse_json(body);
  if (!json) {
    return fail(json.error());
  }
  const std::string_view type = text_member(*json, "resourceType");
  if (type == "Bundle") {
    return ParametersReader(now).of_bundle(body);
  }
  if (type == "Parameters") {
    return ParametersReader(now).read(*json);
  }
  const Json* const given = json->member("resourceType");
  return fail(ErrorKind::malformed, "resourceType: " + (given == nullptr ? "none" : shown(*given)) +
                                        ", expected \"Bundle\" or \"Parameters\"");
}

Result<AssessedCase> assessed_case(std::string_view body, const triage::Clinic& clinic,
                                   const Importer& importer, const std::string& now) {
  auto request = read_assess_request(body, now);
  if (!request) {
    return fail(request.error());
  }
  auto imported = importer.import_case(request->case_text, request->options);
  if (!imported) {
    return fail(imported.error());
  }
  auto assessment = clinic.assessor().assess(imported->presentation, request->depth);
  if (!assessment) {
    return fail(assessment.error());
  }
  std::string bundle = export_bundle(*assessment, *imported, clinic.knowledge());
  return AssessedCase{std::move(*request), std::move(*imported), std::move(*assessment),
                      std::move(bundle)};
}

Result<std::string> assess_operation(std::string_view body, const triage::Clinic& clinic,
                                     const std::string& now) {
  return assessed_case(body, clinic, Importer(clinic.knowledge()), now)
      .map([](AssessedCase&& assessed) { return std::move(assessed.bundle); });
}

}  // namespace paraspinal::fhir
