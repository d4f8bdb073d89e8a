# The check that every header compiles alone: a generated source for each one that no source of its name includes first.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors

# Whether x.cpp stands beside x.h and includes it first: then that unit's own build is the check.
function(lathe_is_included_first result header)
  set(${result} FALSE PARENT_SCOPE)
  string(REGEX REPLACE "\\.h$" ".cpp" source ${PROJECT_SOURCE_DIR}/${header})
  if(EXISTS ${source})
    file(STRINGS ${source} first REGEX "^#include" LIMIT_COUNT 1)
    if(first STREQUAL "#include \"${header}\"")
      set(${result} TRUE PARENT_SCOPE)
    endif()
  endif()
endfunction()

# Adds the target header_check and the test of that name, over every .h below FOLDERS.
function(lathe_check_headers)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" FOLDERS)
  set(sources)
  foreach(folder ${arg_FOLDERS})
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/${folder}/*.h)
    list(FILTER headers EXCLUDE REGEX "^tests/gui/")  # they need Qt, which may be missing
    foreach(header ${headers})
      lathe_is_included_first(isChecked ${header})
      if(isChecked)
        continue()
      endif()
      set(source ${PROJECT_BINARY_DIR}/header_check/${header}.cpp)
      # Once: that #pragma once stands in each is another test.
      file(CONFIGURE OUTPUT ${source} CONTENT "#include \"${header}\"\n")
      list(APPEND sources ${source})
    endforeach()
  endforeach()
  add_library(header_check OBJECT ${sources})
  target_link_libraries(header_check PRIVATE lathe_core lathe_analysis fmt::fmt nlohmann_json::nlohmann_json
    PkgConfig::sndfile GTest::gtest GTest::gmock)
  target_compile_options(header_check PRIVATE -O0 -g0)
  add_test(NAME header_check COMMAND ${CMAKE_COMMAND} --build ${PROJECT_BINARY_DIR} --target header_check)
  set_tests_properties(header_check PROPERTIES TIMEOUT 600)
endfunction()
