// Leaks of libraries below ours that the leak sanitizer would report as the tests' own.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors

// libsndfile 1.2.0 does not free what libvorbis and libogg hold when an Ogg file is of no frames or broken.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:vorbis_info_init\nleak:vorbis_encode_setup_init\nleak:libvorbis\nleak:libogg\nleak:libopus\nleak:"
         "libmpg123\n";
}
