# The headers that most sources include, parsed once and not hundreds of times: a fifth of the work of a
# clean build. A compiler cache sees no second build through them, so they are for where there is none.
#
#   paraspinal_precompile(paraspinal_engine)                  # after its compile options and properties
#
# Every source still includes what it uses; the dev and tidy presets and a build with ccache show if not:
# there each is compiled by itself. Elsewhere eight are compiled as one (CMAKE_UNITY_BUILD).

if(PARASPINAL_PRECOMPILED)
  # GCC and clang take precompiled headers only with the flags they were made with.
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/precompiled.cpp CONTENT "")
  foreach(kind plain independent)
    add_library(paraspinal_precompiled_${kind} OBJECT ${PROJECT_BINARY_DIR}/precompiled.cpp)
    target_link_libraries(paraspinal_precompiled_${kind} PRIVATE tl::expected)
    target_compile_options(paraspinal_precompiled_${kind} PRIVATE ${PARASPINAL_WARNINGS})
    target_precompile_headers(paraspinal_precompiled_${kind} PRIVATE
      <algorithm> <array> <cmath> <functional> <map> <optional> <set> <span> <sstream> <string>
      <string_view> <utility> <variant> <vector> <tl/expected.hpp>)
  endforeach()
  set_target_properties(paraspinal_precompiled_independent PROPERTIES POSITION_INDEPENDENT_CODE ON)
endif()

function(paraspinal_precompile target)
  if(NOT PARASPINAL_PRECOMPILED)
    return()
  endif()
  get_target_property(independent ${target} POSITION_INDEPENDENT_CODE)
  if(independent)
    target_precompile_headers(${target} REUSE_FROM paraspinal_precompiled_independent)
  else()
    target_precompile_headers(${target} REUSE_FROM paraspinal_precompiled_plain)
  endif()
endfunction()
