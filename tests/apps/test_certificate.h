#pragma once

// A self-signed certificate for 127.0.0.1 and its key, made for one test.
//
//   const TestCertificate made = make_certificate(folder);
//   made.certificate;   // path of a PEM file

#include <string>

#include "tests/apps/program.h"

namespace paraspinal::apps_tests {

struct TestCertificate {
  std::string certificate;
  std::string key;
};

TestCertificate make_certificate(const TemporaryFolder& folder);

}  // namespace paraspinal::apps_tests
