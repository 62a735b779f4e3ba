#include "fhir/medication_standing.h"

#include <algorithm>
#include <array>
#include <utility>

#include "fhir/coding.h"
#include "fhir/json_text.h"
#include "fhir/read_value.h"
#include "fhir/units.h"

namespace paraspinal::fhir {

namespace {

// For how many days a medicine is taken as in use after it was handed out, when the supply is not
// said, and after it was given.
// source: expert judgement
constexpr double supply_days = 90;
constexpr double given_days = 2;

// For how many days an order that is still "active" is believed. source: expert judgement; what is
// taken for years is ordered anew every year, and some of it late
constexpr double order_days = 400;

MedicationStanding silent(std::string why) {
  MedicationStanding standing;
  standing.silent_because = std::move(why);
  return standing;
}

MedicationStanding silent_by(std::string_view status) {
  return silent(status.empty() ? "it has no status" : "its status is " + std::string(status));
}

MedicationStanding in_use(std::string mark = "") {
  MedicationStanding standing;
  standing.mark = std::move(mark);
  return standing;
}

MedicationStanding denied_if(bool denied) {
  MedicationStanding standing;
  standing.denied = denied;
  return standing;
}

MedicationStanding ended() {
  MedicationStanding standing;
  standing.completed = true;
  return standing;
}

// FHIR R4, Duration by its unit; nothing in another unit, or in one that is not said.
std::optional<double> days_of(ElementReader& reader, const Json* duration) {
  const Json* const value = duration == nullptr ? nullptr : reader.number(*duration, "value");
  const auto number = value == nullptr ? std::nullopt : value->as_double();
  constexpr std::array<std::pair<std::string_view, double>, 5> units = {
      {{"h", 1.0 / 24}, {"d", 1}, {"wk", 7}, {"mo", 31}, {"a", 366}}};
  for (const auto& [code, days] : units) {
    if (number && canonical_unit(unit_of(reader, *duration)) == code) {
      return *number * days;
    }
  }
  return std::nullopt;
}

// FHIR R4, MedicationRequest.dispenseRequest: how many days from the order it lasts, when it says.
double covered_days(ElementReader& reader, const Json& request, const Moment& ordered) {
  const Json* const supply = reader.object(request, "dispenseRequest");
  if (supply == nullptr) {
    return 0;
  }
  double covered = 0;
  if (const Json* const repeats = reader.number(*supply, "numberOfRepeatsAllowed")) {
    const double each =
        days_of(reader, reader.object(*supply, "expectedSupplyDuration")).value_or(supply_days);
    covered = (repeats->as_double().value_or(0) + 1) * each;
  }
  const Json* const period = reader.object(*supply, "validityPeriod");
  const Dated until = period == nullptr ? Dated{} : dated(reader, *period, "end");
  return until.moment ? std::max(covered, days_between(ordered, *until.moment) + supply_days)
                      : covered;
}

// FHIR R4, medicationrequest-status and medicationrequest-intent.
MedicationStanding standing_of_request(ElementReader& reader, const Json& request) {
  constexpr std::array<std::string_view, 5> orders = {"order", "original-order", "reflex-order",
                                                      "filler-order", "instance-order"};
  const std::string_view status = reader.text(request, "status");
  const std::string_view intent = reader.text(request, "intent");
  const bool told_not_to = reader.truth(request, "doNotPerform").value_or(false);
  if (std::find(orders.begin(), orders.end(), intent) == orders.end()) {
    return silent(intent.empty() ? "it has no intent" : "its intent is " + std::string(intent));
  }
  if (status == "active") {
    return denied_if(told_not_to);
  }
  if (status == "on-hold" && !told_not_to) {
    return in_use("is \"on-hold\": taken as still in use");
  }
  return status == "completed" && !told_not_to ? ended() : silent_by(status);
}

// R5, MedicationStatement.adherence: taking, not-taking and their kinds.
bool says_not_taking(ElementReader& reader, const Json& statement) {
  const Json* const adherence = reader.object(statement, "adherence");
  const auto codings =
      codings_of(reader, adherence == nullptr ? nullptr : reader.object(*adherence, "code"));
  return !codings.empty() && codings.front().code.starts_with("not-taking");
}

bool statement_is_over(ElementReader& reader, const Json& statement,
                       const std::optional<Clock>& clock) {
  const Json* const period = reader.object(statement, "effectivePeriod");
  const Dated end = period == nullptr ? Dated{} : dated(reader, *period, "end");
  return is_over(end, clock);
}

// FHIR R4, medication-statement-status; R5 sends `recorded` with `adherence`, STU3 `taken`.
MedicationStanding standing_of_statement(ElementReader& reader, const Json& statement,
                                         const std::optional<Clock>& clock) {
  const std::string_view status = reader.text(statement, "status");
  const std::string_view taken = reader.text(statement, "taken");
  if (status == "not-taken") {
    return denied_if(true);
  }
  if (status != "active" && status != "unknown" && status != "completed" && status != "recorded") {
    return silent_by(status);
  }
  if (taken == "n" || says_not_taking(reader, statement)) {
    return denied_if(true);
  }
  if (status == "completed" || statement_is_over(reader, statement, clock)) {
    return ended();
  }
  const bool unsure = status == "unknown" || taken == "unk";
  return in_use(unsure ? "is \"unknown\": taken as in use" : "");
}

// FHIR R4, MedicationDispense.daysSupply: days where it names no unit.
void set_supply(ElementReader& reader, const Json* supply, MedicationStanding& standing) {
  const Json* const value = supply == nullptr ? nullptr : reader.number(*supply, "value");
  if (value == nullptr) {
    standing.within_days = supply_days;
    return;
  }
  const std::string unit = unit_of(reader, *supply);
  standing.within_days = unit.empty() ? value->as_double() : days_of(reader, supply);
  if (!standing.within_days) {
    standing.within_days = supply_days;
    standing.supply_mark = "is " + shown(*value) + (unit.empty() ? "" : " " + printable(unit)) +
                           ", expected a number of h, d, wk, mo or a: taken as a supply that is "
                           "not said, 90 days";
  }
}

// FHIR R4, medicationdispense-status.
MedicationStanding standing_of_dispense(ElementReader& reader, const Json& dispense) {
  const std::string_view status = reader.text(dispense, "status");
  if (status != "completed" && status != "in-progress") {
    return silent_by(status);
  }
  MedicationStanding standing =
      in_use(status == "in-progress" ? "is \"in-progress\": taken as handed out" : "");
  set_supply(reader, reader.object(dispense, "daysSupply"), standing);
  return standing;
}

// FHIR R4, medication-admin-status; STU3 says `notGiven`.
MedicationStanding standing_of_administration(ElementReader& reader, const Json& given) {
  const std::string_view status = reader.text(given, "status");
  if (reader.truth(given, "notGiven").value_or(false)) {
    return silent("it was not given");
  }
  if (status != "completed" && status != "in-progress") {
    return silent_by(status);
  }
  MedicationStanding standing = in_use();
  standing.within_days = given_days;
  return standing;
}

// A statement holds from when it was made; R5 misspells `occurence`.
Dated date_of(ElementReader& reader, std::string_view type, const Json& resource,
              const std::optional<Clock>& clock) {
  if (type == "MedicationRequest") {
    return dated(reader, resource, "authoredOn");
  }
  if (type == "MedicationDispense") {
    return first_dated(reader, resource, {"whenHandedOver", "whenPrepared"});
  }
  Dated when =
      first_dated(reader, resource, {"effectiveDateTime", "occurenceDateTime", "dateAsserted"});
  for (const std::string_view name : {"effectivePeriod", "occurencePeriod"}) {
    if (!when.moment) {
      when = dated_period(reader, reader.object(resource, name), clock);
    }
  }
  return when;
}

MedicationStanding standing_by_type(ElementReader& reader, std::string_view type,
                                    const Json& resource, const std::optional<Clock>& clock) {
  if (type == "MedicationRequest") {
    return standing_of_request(reader, resource);
  }
  if (type == "MedicationDispense") {
    return standing_of_dispense(reader, resource);
  }
  return type == "MedicationAdministration" ? standing_of_administration(reader, resource)
                                            : standing_of_statement(reader, resource, clock);
}

}  // namespace

MedicationStanding medication_standing(ElementReader& reader, std::string_view type,
                                       const Json& resource, const std::optional<Clock>& clock) {
  MedicationStanding standing = standing_by_type(reader, type, resource, clock);
  standing.basis = type == "MedicationStatement" ? Basis::use : Basis::supply;
  standing.when = date_of(reader, type, resource, clock);
  if (type == "MedicationRequest" && !standing.completed && standing.when.moment) {
    standing.believed_days =
        std::max(order_days, covered_days(reader, resource, *standing.when.moment));
  }
  return standing;
}

}  // namespace paraspinal::fhir
