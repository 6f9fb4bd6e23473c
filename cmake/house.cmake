# house(NAME deps…): the static library of a folder, of every .cpp in it and below it.
function(house name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${name}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/app/main\\.cpp$")
  if(NOT sources)
    file(WRITE ${CMAKE_BINARY_DIR}/generated/${name}/empty.cpp "")
    set(sources ${CMAKE_BINARY_DIR}/generated/${name}/empty.cpp)
  endif()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR} PRIVATE ${CMAKE_BINARY_DIR}/generated)
  target_link_libraries(${name} PUBLIC ${ARGN})
  target_precompile_headers(${name} PRIVATE <algorithm> <chrono> <functional> <map> <memory> <optional>
    <string> <string_view> <utility> <variant> <vector>)
  if(REGWATCH_CRASH_POINTS)
    target_compile_definitions(${name} PRIVATE REGWATCH_CRASH_POINTS=1)
  endif()
endfunction()

# register_stems(LIBRARY TYPE PREFIX HEADER FOLDERS…): writes `all_<prefix>s()` over `<prefix>_<stem>()`
# of every file of those folders.
function(register_stems library type prefix header)
  set(declarations "")
  set(calls "")
  foreach(folder ${ARGN})
    file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cpp)
    foreach(file ${files})
      get_filename_component(stem ${file} NAME_WE)
      string(APPEND declarations "const ${type}& ${prefix}_${stem}();\n")
      string(APPEND calls "&${prefix}_${stem}(), ")
    endforeach()
  endforeach()
  set(out ${CMAKE_BINARY_DIR}/generated/${prefix}_table.cpp)
  file(CONFIGURE OUTPUT ${out} @ONLY CONTENT [=[
#include <vector>

#include "@header@"

namespace regwatch {
@declarations@
std::span<const @type@* const> all_@prefix@s() {
  static const std::vector<const @type@*> table{@calls@};
  return table;
}
}  // namespace regwatch
]=])
  target_sources(${library} PRIVATE ${out})
endfunction()
