# Runs the build tool with the hash of the content: SHA-256 over the names and SHA-256 hashes of
# schema.sql and every CSV file, in the order of their names.
#
#   cmake -D TOOL=FILE -D CONTENT=DIR -D VERSION=TEXT -D OUTPUT=FILE -P build_knowledge.cmake

file(GLOB files ${CONTENT}/*.csv ${CONTENT}/schema.sql)
list(SORT files)
set(hashes "")
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME)
  file(SHA256 ${file} hash)
  string(APPEND hashes "${name} ${hash}\n")
endforeach()
string(SHA256 hash "${hashes}")
execute_process(COMMAND ${TOOL} ${CONTENT} ${VERSION} ${OUTPUT} --hash ${hash}
  RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "knowledge.sqlite was not built")
endif()
