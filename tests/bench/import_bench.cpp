// How fast a bundle becomes facts, single-threaded, beside the parsing alone and beside nlohmann's
// parsing of the same text in the same run; nothing is asserted.
//
//   import_bench [rounds = 20] [FILE ...]
//
// The texts are minified in memory. Without files they are Synthea's bundles of the shared folder,
// or, where that is absent, one that is made up. CPU time of the thread, the fastest of the rounds:
// what other work on the machine costs is then mostly left out. Allocations are those of one round
// more, which is not timed.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <new>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <malloc.h>
#include <nlohmann/json.hpp>

#include "engine/require.h"
#include "fhir/importer.h"
#include "fhir/json.h"
#include "knowledge/base/load.h"
#include "tests/fhir/support/shared_samples.h"

namespace paraspinal::bench {
namespace {

// What the heap gave while it was counted.
struct Heap {
  bool is_counted = false;
  std::size_t calls = 0;
  std::size_t live = 0;
  std::size_t peak = 0;
};

Heap& heap() {
  static Heap counted;
  return counted;
}

void* counted_block(std::size_t size) {
  void* const block = std::malloc(std::max<std::size_t>(size, 1));
  if (block == nullptr) {
    throw std::bad_alloc();
  }
  if (heap().is_counted) {
    heap().calls += 1;
    heap().live += malloc_usable_size(block);
    heap().peak = std::max(heap().peak, heap().live);
  }
  return block;
}

void free_counted(void* block) noexcept {
  if (heap().is_counted && block != nullptr) {
    heap().live -= malloc_usable_size(block);
  }
  std::free(block);
}

double seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

struct Text {
  std::string name;
  std::string minified;
};

// The fastest round, and what it asked of the heap.
struct Cost {
  double seconds = 0;
  std::size_t allocations = 0;
  std::size_t peak_bytes = 0;
};

template <typename Work>
Cost cost_of(int rounds, Work work) {
  Cost cost;
  for (int round = 0; round < rounds; ++round) {
    const double begin = seconds();
    work();
    const double spent = seconds() - begin;
    cost.seconds = round == 0 ? spent : std::min(cost.seconds, spent);
  }
  heap() = {true, 0, 0, 0};
  work();
  heap().is_counted = false;
  cost.allocations = heap().calls;
  cost.peak_bytes = heap().peak;
  return cost;
}

std::string made_up_bundle() {
  std::ostringstream text;
  text << R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":)"
       << R"("Patient","id":"1","gender":"female","birthDate":"1980-05-04"}})";
  for (int i = 0; i < 4000; ++i) {
    text << R"(,{"fullUrl":"urn:uuid:)" << i << R"(","resource":{"resourceType":"Observation",)"
         << R"("id":"o)" << i << R"(","status":"final","category":[{"coding":[{"system":)"
         << R"("http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs",)"
         << R"("display":"vital-signs"}]}],"code":{"coding":[{"system":"http://loinc.org","code":")"
         << (i % 3 == 0 ? "8310-5" : "29463-7") << R"(","display":"As written"}],"text":"As )"
         << R"(written"},"subject":{"reference":"Patient/1"},"effectiveDateTime":"2025-)"
         << 10 + i % 3 << "-" << 10 + i % 19 << R"(T03:04:05+01:00","issued":"2025-12-28T03:04:05)"
         << R"(.123+01:00","valueQuantity":{"value":)" << (i % 3 == 0 ? 37 : 70)
         << R"(.5,"unit":"x","system":"http://unitsofmeasure.org","code":")"
         << (i % 3 == 0 ? "Cel" : "kg") << R"("}}})";
  }
  text << "]}";
  return text.str();
}

std::optional<std::string> file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return stream ? std::optional(text.str()) : std::nullopt;
}

void add(std::vector<Text>& texts, const std::string& name, const std::string& text) {
  if (const auto json = fhir::parse_json(text)) {
    texts.push_back({name, fhir::write_json(*json)});
  } else {
    std::cerr << name << ": " << json.error().message << '\n';
  }
}

std::vector<Text> texts_of(const std::vector<std::string>& paths) {
  constexpr std::array shared = {"chronic-pain",
                                 "ckd-diabetes",
                                 "large",
                                 "pregnant-active",
                                 "prostate-metastasis",
                                 "small-hypertension",
                                 "small-no-problems",
                                 "spinal-cord-paralysis-overdose",
                                 "stale-tubal-pregnancy",
                                 "warfarin-nsaid"};
  std::vector<Text> texts;
  for (const std::string& path : paths) {
    add(texts, path.substr(path.rfind('/') + 1), file(path).value_or(""));
  }
  if (!paths.empty()) {
    return texts;
  }
  for (const std::string name : shared) {
    if (const auto text = fhir::shared_file("fhir-samples/synthea/" + name + ".json")) {
      add(texts, name, *text);
    }
  }
  if (texts.empty()) {
    add(texts, "made up", made_up_bundle());
  }
  return texts;
}

struct Row {
  double bytes = 0;
  Cost parse;
  Cost nlohmann;
  Cost import;
};

double megabytes_a_second(double bytes, const Cost& cost) {
  return bytes * 1e-6 / cost.seconds;
}

void print(const std::string& name, const Row& row) {
  std::cout << std::left << std::setw(32) << name << std::right << std::fixed
            << std::setprecision(2) << std::setw(8) << row.bytes * 1e-6 << std::setprecision(0)
            << std::setw(10) << megabytes_a_second(row.bytes, row.parse) << std::setw(10)
            << megabytes_a_second(row.bytes, row.nlohmann) << std::setw(10)
            << megabytes_a_second(row.bytes, row.import) << std::setw(10) << row.parse.allocations
            << std::setw(10) << row.import.allocations << std::setprecision(1) << std::setw(10)
            << static_cast<double>(row.import.peak_bytes) * 1e-6 << '\n';
}

void add(Cost& total, const Cost& cost) {
  total.seconds += cost.seconds;
  total.allocations += cost.allocations;
  total.peak_bytes = std::max(total.peak_bytes, cost.peak_bytes);
}

// Nothing, and why in words, when the text is refused.
std::optional<Row> measure(const Text& text, const fhir::Importer& importer, int rounds) {
  const auto imported = importer.import_case(text.minified, {});
  if (!imported) {
    std::cout << text.name << ": " << imported.error().message << '\n';
    return std::nullopt;
  }
  Row row;
  row.bytes = static_cast<double>(text.minified.size());
  bool read = true;
  row.parse = cost_of(rounds, [&] { read = fhir::parse_json(text.minified).has_value() && read; });
  row.nlohmann = cost_of(std::max(1, rounds / 5),
                         [&] { read = nlohmann::json::parse(text.minified).is_object() && read; });
  row.import =
      cost_of(rounds, [&] { read = importer.import_case(text.minified, {}).has_value() && read; });
  engine::require(read, "a text is read in every round as in the first");
  return row;
}

int run(int rounds, const std::vector<std::string>& paths) {
  const auto knowledge = knowledge::load_embedded();
  if (!knowledge) {
    std::cerr << knowledge.error().message << '\n';
    return 1;
  }
  std::cout << std::left << std::setw(32) << "MB/s" << std::right << std::setw(8) << "MB"
            << std::setw(10) << "parse" << std::setw(10) << "nlohmann" << std::setw(10) << "import"
            << std::setw(10) << "allocs p" << std::setw(10) << "allocs i" << std::setw(10)
            << "peak MB" << '\n';
  const fhir::Importer importer(*knowledge);
  Row total;
  for (const Text& text : texts_of(paths)) {
    if (const auto row = measure(text, importer, rounds)) {
      print(text.name, *row);
      total.bytes += row->bytes;
      add(total.parse, row->parse);
      add(total.nlohmann, row->nlohmann);
      add(total.import, row->import);
    }
  }
  print("all", total);
  return 0;
}

}  // namespace
}  // namespace paraspinal::bench

void* operator new(std::size_t size) {
  return paraspinal::bench::counted_block(size);
}
void operator delete(void* block) noexcept {
  paraspinal::bench::free_counted(block);
}
void operator delete(void* block, std::size_t) noexcept {
  paraspinal::bench::free_counted(block);
}

int main(int argc, char** argv) {
  std::vector<std::string> paths(argv + std::min(argc, 2), argv + argc);
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 20;
  return paraspinal::bench::run(std::max(1, rounds), paths);
}
