#include "tests/fhir/support/kept_answers.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace paraspinal::fhir {

void keep_answer(const std::string& json) {
  const char* const folder = std::getenv("PARASPINAL_KEPT_ANSWERS");
  if (folder == nullptr) {
    return;
  }
  static int count = 0;
  const auto* const running = testing::UnitTest::GetInstance()->current_test_info();
  const std::string name = std::string(running->test_suite_name()) + '.' + running->name() + '.' +
                           std::to_string(++count) + ".json";
  std::ofstream(std::filesystem::path(folder) / name) << json;
}

}  // namespace paraspinal::fhir
