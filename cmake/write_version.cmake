# Writes the source that holds the version with its commit: cmake -DOUTPUT=... -DSOURCE=... -DVERSION=... -DCOMMIT=... -P write_version.cmake
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
if(NOT COMMIT AND EXISTS ${SOURCE}/.git)
  # A tree that lies inside another project's repository has no .git of its own: that commit would not be Lathe's.
  execute_process(COMMAND git -C ${SOURCE} rev-parse --short=7 HEAD
    OUTPUT_VARIABLE COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
set(text ${VERSION})
if(COMMIT)
  string(APPEND text " (${COMMIT})")
endif()
file(WRITE ${OUTPUT} "// The version with its commit, written by cmake/write_version.cmake.
#include \"lathe_version.h\"
namespace lathe {
const char* const kVersionText = \"${text}\";
}
")
