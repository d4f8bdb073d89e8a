# What makes a fault in the code harder to misuse, in what users run; sanitizers find the faults themselves and take none of it.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
option(LATHE_HARDENING "Harden release builds: fortified C library calls, stack protector, read-only relocations" ON)
if(NOT LATHE_HARDENING OR LATHE_SANITIZE OR NOT CMAKE_BUILD_TYPE MATCHES "^(Release|MinSizeRel)$")
  return()
endif()

include(CheckCXXCompilerFlag)
include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)  # with CMAKE_POSITION_INDEPENDENT_CODE: programs at random addresses
foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection)
  string(MAKE_C_IDENTIFIER "LATHE_HAS${flag}" has)
  check_cxx_compiler_flag(${flag} ${has})
  if(${has})
    target_compile_options(lathe_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:${flag}>)
  endif()
endforeach()
# Level 2 everywhere: some compilers begin with a level of their own, and 3 costs time.
target_compile_options(lathe_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>)
target_link_options(lathe_options INTERFACE LINKER:-z,relro LINKER:-z,now)
