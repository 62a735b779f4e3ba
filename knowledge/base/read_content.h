#pragma once

// Reads the tables of a knowledge base, one function a group of tables, in the order in which they
// need each other. load.h is the way in for users; the build reads its own work back with this.
//
//   const auto knowledge = read_knowledge(*database);
//
// Errors: `corrupt`, naming table, row, column and value. Rows keep the order of the content.

#include "engine/result.h"
#include "knowledge/base/content_rows.h"
#include "knowledge/base/database.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::knowledge {

// The schema this code reads, stored in `meta` under "schema_version".
inline constexpr std::string_view schema_version = "6";

engine::Result<KnowledgeBase> read_knowledge(const Connection& database);
// All but `solved`.
engine::Result<KnowledgeBase> read_content(const Connection& database);
engine::Result<Solved> read_solved(const Connection& database, const KnowledgeBase& knowledge);

// What the functions below share while they fill it.
struct Reading {
  const Connection& database;
  KnowledgeBase knowledge = {};
  ConditionIndex conditions = {};
};

engine::Result<void> read_meta(Reading& reading);
engine::Result<void> read_sources(Reading& reading);
engine::Result<void> read_findings(Reading& reading);
engine::Result<void> read_conditions(Reading& reading);
engine::Result<void> read_mechanisms(Reading& reading);
engine::Result<void> read_links(Reading& reading);
engine::Result<void> read_link_excuses(Reading& reading);
engine::Result<void> read_benign_pattern(Reading& reading);
engine::Result<void> read_people(Reading& reading);
engine::Result<void> read_implications(Reading& reading);
engine::Result<void> read_red_flags(Reading& reading);
engine::Result<void> read_safety_questions(Reading& reading);
engine::Result<void> read_person_safety_nets(Reading& reading);
engine::Result<void> read_bundles(Reading& reading);
engine::Result<void> read_phrases(Reading& reading);
engine::Result<void> read_urgencies(Reading& reading);
engine::Result<void> read_actions(Reading& reading);
engine::Result<void> read_codings(Reading& reading);
engine::Result<void> read_grade_spreads(Reading& reading);
// The part of read_solved that is about uncertainty.
engine::Result<void> read_spreads(const Connection& database, const KnowledgeBase& knowledge,
                                  Solved& solved);

}  // namespace paraspinal::knowledge
