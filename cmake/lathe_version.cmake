# The version of Lathe with the commit it is built from, as a library that the programs link.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
set(LATHE_COMMIT "" CACHE STRING "The commit that --version names; empty: what git says, where the sources are a repository")

configure_file(${PROJECT_SOURCE_DIR}/cmake/lathe_version.h.in ${PROJECT_BINARY_DIR}/generated/lathe_version.h @ONLY)

# git writes a line into this log whenever the checked-out commit changes; without it the commit is that of the first build.
set(head_log)
if(EXISTS ${PROJECT_SOURCE_DIR}/.git)
  execute_process(COMMAND git -C ${PROJECT_SOURCE_DIR} rev-parse --path-format=absolute --git-path logs/HEAD
    OUTPUT_VARIABLE head_log OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(NOT EXISTS "${head_log}")
    set(head_log)
  endif()
endif()

set(source ${PROJECT_BINARY_DIR}/generated/lathe_version.cpp)
add_custom_command(OUTPUT ${source}
  COMMAND ${CMAKE_COMMAND} -DOUTPUT=${source} -DSOURCE=${PROJECT_SOURCE_DIR} -DVERSION=${PROJECT_VERSION} -DCOMMIT=${LATHE_COMMIT}
          -P ${PROJECT_SOURCE_DIR}/cmake/write_version.cmake
  DEPENDS ${PROJECT_SOURCE_DIR}/cmake/write_version.cmake ${head_log} VERBATIM)
add_library(lathe_version STATIC ${source})
target_link_libraries(lathe_version PUBLIC lathe_options)
