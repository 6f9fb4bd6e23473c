# Files as string literals in the program. A raw literal holds at most 64 KiB by the standard's minimum
# and g++ takes any length; the delimiter does not occur in our texts.

# embed_file(LIBRARY NAME FILE): `std::string_view NAME()` in regwatch::embedded.
function(embed_file library name file)
  set(path ${CMAKE_SOURCE_DIR}/${file})
  if(NOT EXISTS ${path})
    set(content "")
  else()
    file(READ ${path} content)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
  endif()
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/embedded_${name}.cpp @ONLY CONTENT [=[
#include <string_view>

namespace regwatch::embedded {
std::string_view @name@() {
  return R"~embed~(@content@)~embed~";
}
}  // namespace regwatch::embedded
]=])
  target_sources(${library} PRIVATE ${CMAKE_BINARY_DIR}/generated/embedded_${name}.cpp)
endfunction()

# embed_files(LIBRARY FOLDER): each file of the folder as `embedded::<stem>()`.
function(embed_files library folder)
  file(GLOB files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/${folder}/*)
  foreach(file ${files})
    get_filename_component(stem ${file} NAME)
    string(MAKE_C_IDENTIFIER ${stem} stem)
    embed_file(${library} ${stem} ${file})
  endforeach()
endfunction()
