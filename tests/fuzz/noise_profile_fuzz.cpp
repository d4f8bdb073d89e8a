// Fuzz target: any bytes as a noise profile are read or refused with an Error, and what was read can be used.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cstdint>

#include "core/audio/error.h"
#include "core/restoration/denoise/denoise_profile.h"
#include "tests/fuzz/input_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lathe;
  const fuzz::MemoryFile input(data, size);
  try {
    const NoiseProfile profile = loadProfile(input.path());
    profile.fittedTo(44100, 1);
    profile.fittedTo(96000, 6);
  } catch (const Error&) {
  }
  return 0;
}
