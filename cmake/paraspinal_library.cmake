# One folder, one library: paraspinal_add_library(engine HEADERS ... SOURCES ... PUBLIC_LINKS ... PRIVATE_LINKS ...)
# makes `paraspinal_engine` with alias `paraspinal::engine`, our warnings (not inherited by users), a
# header file set that is compiled header by header (all_verify_interface_header_sets), and its install.

set(PARASPINAL_WARNINGS
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual -Wnull-dereference -Wdouble-promotion
  -Wextra-semi
  # g++ 12 reports these two falsely on "text" + std::string (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond;-Wlogical-op;-Wno-restrict;-Wno-stringop-overflow>)

function(paraspinal_add_library name)
  cmake_parse_arguments(PARSE_ARGV 1 LIB "" "" "HEADERS;SOURCES;PUBLIC_LINKS;PRIVATE_LINKS")
  set(target paraspinal_${name})
  add_library(${target} ${LIB_SOURCES})
  add_library(paraspinal::${name} ALIAS ${target})
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${LIB_HEADERS})
  set_target_properties(${target} PROPERTIES
    EXPORT_NAME ${name} VERIFY_INTERFACE_HEADER_SETS ON POSITION_INDEPENDENT_CODE ON)
  target_compile_features(${target} PUBLIC cxx_std_20)
  # Nobody replaces a function of ours at run time: calls within a library may be inlined.
  target_compile_options(${target} PRIVATE $<BUILD_INTERFACE:${PARASPINAL_WARNINGS}> -fno-semantic-interposition)
  target_link_libraries(${target} PUBLIC ${LIB_PUBLIC_LINKS} PRIVATE ${LIB_PRIVATE_LINKS})
  paraspinal_precompile(${target})
  install(TARGETS ${target} EXPORT paraspinal-targets
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/paraspinal)
endfunction()
