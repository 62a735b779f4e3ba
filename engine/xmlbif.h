#pragma once

// Reading and writing Bayesian networks in XMLBIF 0.3 (Cozman 1998), as JavaBayes, SamIam, WEKA and
// others write it.
//
//   const Result<NetworkFile> file = read_xmlbif(text, "alarm.xml");
//
// In a TABLE the last GIVEN varies faster than the first, and the variable itself fastest of all.
// PROPERTY elements, comments and the document type are skipped. Entities: &lt; &gt; &amp; &quot;
// &apos;. Not for: other XML.

#include <string>
#include <string_view>

#include "engine/network_file.h"

namespace paraspinal::engine {

// Errors: `malformed` with file, line and caret; `invalid_argument` as network_of_tables.
Result<NetworkFile> read_xmlbif(std::string_view text, std::string_view file);

// Every distribution as a table. Error: `too_large` as tables_of.
Result<std::string> write_xmlbif(const Network& network);

}  // namespace paraspinal::engine
