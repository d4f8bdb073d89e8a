# Compiler options that every target of Lathe shares: warnings, exact arithmetic, sanitizers, linker.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors

add_library(lathe_options INTERFACE)
target_include_directories(lathe_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
# -ffp-contract=off: the same samples on every machine, whatever vector unit it has.
target_compile_options(lathe_options INTERFACE -Wall -Wextra -Wconversion -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(lathe_options INTERFACE -Wno-restrict)  # false alarms on std::string, GCC bug 105651
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(lathe_options INTERFACE -O3)
endif()
if(LATHE_SANITIZE)
  target_compile_options(lathe_options INTERFACE -fsanitize=${LATHE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(lathe_options INTERFACE -fsanitize=${LATHE_SANITIZE})
  target_compile_definitions(lathe_options INTERFACE LATHE_SANITIZED)
endif()

# Adds a library target from every .cpp below the current folder, so that a new file needs no line here.
function(lathe_add_library name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(${name} STATIC ${sources})
  target_link_libraries(${name} PUBLIC lathe_options)
endfunction()
