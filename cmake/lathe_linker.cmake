# Which linker: mold for the sanitized builds, whose programs are many and large, where it is installed.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
find_program(MOLD mold)
if(LATHE_SANITIZE AND MOLD)
  add_link_options(-fuse-ld=mold)
endif()
