# paraspinal_allocator: what programs take their memory from. An assessment asks for many small pieces,
# which tcmalloc gives faster than the C library; sanitizers have an allocator of their own.
add_library(paraspinal_allocator INTERFACE)
if(NOT PARASPINAL_SANITIZE)
  find_library(PARASPINAL_TCMALLOC NAMES libtcmalloc_minimal.so.4 REQUIRED)
  target_link_libraries(paraspinal_allocator INTERFACE
    -Wl,--push-state,--no-as-needed ${PARASPINAL_TCMALLOC} -Wl,--pop-state)
endif()
