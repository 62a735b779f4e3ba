#include "tests/validation/tiny_model.h"

#include "knowledge/base/load.h"
#include "tests/knowledge/tiny_content.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

knowledge::KnowledgeBase tiny_knowledge() {
  const TinyContent content;
  content.build();
  return knowledge::load_file(content.database()).value();
}

}  // namespace

TinyModel::TinyModel()
    : knowledge(tiny_knowledge()),
      value_alone(validation::by_value_alone(knowledge)),
      network(knowledge::compile(knowledge).value()),
      inference(network.network) {}

const validation::Model& embedded_model() {
  static const engine::Inference inference(embedded_network().network);
  static const validation::Model model{embedded_knowledge(), embedded_network(), inference};
  return model;
}

}  // namespace paraspinal::tests
