# The headers that most sources include, parsed once and not hundreds of times: a fifth of the work of a
# clean build. A compiler cache sees no second build through them, so they are for where there is none.
#
#   paraspinal_precompile(paraspinal_engine)                  # after its compile options and properties
#   set(PARASPINAL_PRECOMPILED_KIND little)                   # before, in a folder that computes little
#
# Every source still includes what it uses; the dev and tidy presets and a build with ccache show if not:
# there each is compiled by itself. Elsewhere sixteen are compiled as one (CMAKE_UNITY_BUILD).

if(PARASPINAL_PRECOMPILED)
  # Precompiled headers are for the flags they were made with; with others of the optimiser GCC takes those.
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/precompiled.cpp CONTENT "")
  foreach(kind plain independent little)
    add_library(paraspinal_precompiled_${kind} OBJECT ${PROJECT_BINARY_DIR}/precompiled.cpp)
    target_link_libraries(paraspinal_precompiled_${kind} PRIVATE tl::expected)
    target_compile_options(paraspinal_precompiled_${kind} PRIVATE ${PARASPINAL_WARNINGS})
    target_precompile_headers(paraspinal_precompiled_${kind} PRIVATE
      <algorithm> <array> <cmath> <functional> <map> <optional> <set> <span> <sstream> <string>
      <string_view> <utility> <variant> <vector> <tl/expected.hpp>)
  endforeach()
  set_target_properties(paraspinal_precompiled_independent PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_compile_options(paraspinal_precompiled_little PRIVATE ${PARASPINAL_COMPUTES_LITTLE})
endif()

function(paraspinal_precompile target)
  if(NOT PARASPINAL_PRECOMPILED)
    return()
  endif()
  get_target_property(independent ${target} POSITION_INDEPENDENT_CODE)
  if(independent)
    target_precompile_headers(${target} REUSE_FROM paraspinal_precompiled_independent)
  elseif(PARASPINAL_PRECOMPILED_KIND)
    target_precompile_headers(${target} REUSE_FROM paraspinal_precompiled_${PARASPINAL_PRECOMPILED_KIND})
  else()
    target_precompile_headers(${target} REUSE_FROM paraspinal_precompiled_plain)
  endif()
endfunction()
