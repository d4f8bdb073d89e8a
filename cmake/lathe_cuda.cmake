# Whether the GPU module is built: a loadable file that nothing links, so its absence changes nothing else.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors

if(LATHE_CUDA STREQUAL "OFF" OR NOT EXISTS ${PROJECT_SOURCE_DIR}/gpu/CMakeLists.txt)
  return()
endif()
include(CheckLanguage)
check_language(CUDA)
if(CMAKE_CUDA_COMPILER)
  enable_language(CUDA)
  add_subdirectory(gpu)
elseif(LATHE_CUDA STREQUAL "AUTO")
  message(STATUS "No CUDA compiler found: the GPU module is left out, the CPU does all work")
else()
  message(FATAL_ERROR "LATHE_CUDA is on, but no CUDA compiler was found; "
    "install nvidia-cuda-toolkit, or set CMAKE_CUDA_COMPILER to the path of nvcc")
endif()
