#pragma once

// What a client prefetched, read as one chart: whose it is, what of it was not seen, whether it
// holds an active back complaint, and the presentation that import makes of it.
//
//   const Result<Chart> chart = read_chart(request, service, {knowledge, now});
//   if (!chart) return fail(chart.error());           // another patient's data, unusable data
//   if (chart->complaint.empty()) ...                  // no active back complaint: no card
//
// An active complaint is one that the content codes as cramp, spasm or pain of the back and that is
// recorded within 90 days, belongs to the encounter at hand, is the encounter's reason, or is
// stated in an answer to the questionnaire. A chronic entry of a problem list by itself is none:
// it would put a card on every visit.

#include <string>
#include <vector>

#include "engine/result.h"
#include "fhir/cds_hooks_recorded.h"
#include "fhir/cds_hooks_request.h"
#include "fhir/cds_hooks_services.h"
#include "fhir/cds_hooks_unread.h"
#include "fhir/import.h"
#include "fhir/importer.h"

namespace paraspinal::fhir {

struct Chart {
  Imported imported;
  bool deceased = false;  // then nothing was imported
  std::string complaint;  // what states it: "Condition/7", "reason for the encounter"; else empty
  std::vector<std::string> not_seen;  // "prescribed medicines (not sent)", for a reader
  std::vector<RecordedDanger> dangers;
  std::vector<std::string> unread;  // what was there and could not be read, for a reader
  std::vector<UnreadValue> bounds;  // measured values that are no numbers
};

struct ChartContext {
  const knowledge::KnowledgeBase& knowledge;
  std::string now;                     // ISO time
  const Importer* importer = nullptr;  // of that knowledge; one is made when null
};

// The queries of the service whose results are missing though they could be asked, failed, or
// only partly there.
std::vector<const PrefetchTemplate*> unseen(const CdsRequest& request, const CdsService& service);

// The needed queries of the service whose results are missing or failed.
std::vector<const PrefetchTemplate*> unseen_needs(const CdsRequest& request,
                                                  const CdsService& service);

// Requires the Patient to be there. Errors (`invalid_argument`): data of another patient or
// encounter than the context's, a result of another type than the query's, and what import_case
// refuses.
engine::Result<Chart> read_chart(const CdsRequest& request, const CdsService& service,
                                 const ChartContext& context);

// Everything of the chart that an answer could not rest on, for a reader: queries without a result,
// then a few of the resources that could not be read.
std::vector<std::string> all_not_seen(const Chart& chart);

// The state of one query's result.
Fetched state_of(const CdsRequest& request, std::string_view key);

}  // namespace paraspinal::fhir
