#include "tests/knowledge/scores/test_points.h"

#include <algorithm>
#include <map>
#include <sstream>
#include <stdexcept>

namespace paraspinal::tests {
namespace {

std::map<std::string, std::string> words_of(const std::string& inputs) {
  std::map<std::string, std::string> words;
  std::istringstream stream(inputs);
  for (std::string word; stream >> word;) {
    const auto equals = word.find('=');
    words[word.substr(0, equals)] = word.substr(equals + 1);
  }
  return words;
}

engine::Result<scores::ScoreResult> tried(const std::string& id, const std::string& inputs) {
  const scores::Score* score = scores::find_score(id);
  if (score == nullptr) {
    throw std::logic_error("no score " + id);
  }
  return scores::read_inputs(*score, words_of(inputs)).and_then([score](const auto& given) {
    return scores::evaluate(*score, given);
  });
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const TestPoint& point) {
  return out << point.score << ": " << point.what;
}

scores::ScoreResult scored(const std::string& score, const std::string& inputs) {
  auto result = tried(score, inputs);
  if (!result) {
    ADD_FAILURE() << result.error().message;
    return {};
  }
  return *std::move(result);
}

std::string refusal(const std::string& score, const std::string& inputs) {
  const auto result = tried(score, inputs);
  return result ? "accepted" : result.error().message;
}

scores::PartBounds part(const scores::ScoreResult& result, const std::string& name) {
  const auto found = std::ranges::find(result.parts, name, &scores::PartBounds::name);
  if (found == result.parts.end()) {
    ADD_FAILURE() << "no part " << name;
    return {};
  }
  return *found;
}

void expect_point(const TestPoint& point) {
  const auto result = scored(point.score, point.inputs);
  EXPECT_TRUE(result.missing.empty()) << "missing " << result.missing.front();
  ASSERT_TRUE(result.value.has_value());
  EXPECT_NEAR(*result.value, point.value, point.within);
  ASSERT_EQ(result.bands.size(), 1U);
  EXPECT_EQ(result.bands.front().name, point.band);
}

}  // namespace paraspinal::tests
