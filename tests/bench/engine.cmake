# Speed of the engine. `include(bench/engine.cmake)` from tests/CMakeLists.txt; built where Google Benchmark is.
find_package(benchmark QUIET)
find_package(nlohmann_json QUIET)
if(benchmark_FOUND AND nlohmann_json_FOUND)
  add_executable(engine_bench
    ${CMAKE_CURRENT_LIST_DIR}/engine_bench.cpp
    ${CMAKE_CURRENT_LIST_DIR}/../support/generators.cpp
    ${CMAKE_CURRENT_LIST_DIR}/../support/networks.cpp
    ${CMAKE_CURRENT_LIST_DIR}/../support/networks_reference.cpp)
  target_include_directories(engine_bench PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(engine_bench PRIVATE PARASPINAL_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_compile_options(engine_bench PRIVATE ${PARASPINAL_WARNINGS})
  target_link_libraries(engine_bench PRIVATE
    paraspinal::triage paraspinal::knowledge nlohmann_json::nlohmann_json benchmark::benchmark)
endif()

# One assessment and one next question over mixed presentations; needs no benchmark library.
add_executable(assess_bench
  ${CMAKE_CURRENT_LIST_DIR}/assess_bench.cpp
  ${CMAKE_CURRENT_LIST_DIR}/mixed_presentations.cpp
  ${CMAKE_CURRENT_LIST_DIR}/../support/generators.cpp
  ${CMAKE_CURRENT_LIST_DIR}/../support/networks.cpp)
target_include_directories(assess_bench PRIVATE ${PROJECT_SOURCE_DIR})
target_compile_options(assess_bench PRIVATE ${PARASPINAL_WARNINGS})
target_link_libraries(assess_bench PRIVATE paraspinal_allocator paraspinal::triage paraspinal::knowledge)

# 400 draws of the uncertain figures over mixed presentations.
add_executable(intervals_bench
  ${CMAKE_CURRENT_LIST_DIR}/intervals_bench.cpp
  ${CMAKE_CURRENT_LIST_DIR}/mixed_presentations.cpp
  ${CMAKE_CURRENT_LIST_DIR}/../support/generators.cpp
  ${CMAKE_CURRENT_LIST_DIR}/../support/networks.cpp)
target_include_directories(intervals_bench PRIVATE ${PROJECT_SOURCE_DIR})
target_compile_options(intervals_bench PRIVATE ${PARASPINAL_WARNINGS})
target_link_libraries(intervals_bench PRIVATE paraspinal_allocator paraspinal::triage paraspinal::knowledge)

# A bundle to facts, beside the parsing alone and nlohmann's.
if(nlohmann_json_FOUND)
  add_executable(import_bench
    ${CMAKE_CURRENT_LIST_DIR}/import_bench.cpp
    ${CMAKE_CURRENT_LIST_DIR}/../fhir/support/shared_samples.cpp)
  target_include_directories(import_bench PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_options(import_bench PRIVATE ${PARASPINAL_WARNINGS})
  target_link_libraries(import_bench PRIVATE paraspinal::fhir nlohmann_json::nlohmann_json)
endif()
