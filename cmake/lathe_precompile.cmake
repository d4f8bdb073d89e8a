# Precompiled headers for builds with clang: the standard library and the test framework are read once a target.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
#
# Only with clang, where they save a third of the time; with g++ 12 loading them costs what they save. Off by default, so
# that a source that lacks an include is found.
option(LATHE_PRECOMPILE "Precompile the headers that most sources share, where the compiler is clang" OFF)

set(lathe_shared_headers <algorithm> <array> <atomic> <chrono> <cmath> <complex> <filesystem> <functional> <map> <memory>
  <mutex> <optional> <random> <span> <stop_token> <string> <thread> <variant> <vector> <fmt/format.h> <nlohmann/json.hpp>)

# Adds the shared headers and those given to a target's precompiled header.
function(lathe_precompile target)
  if(LATHE_PRECOMPILE AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_precompile_headers(${target} PRIVATE ${lathe_shared_headers} ${ARGN})
  endif()
endfunction()
