// Fuzz target: any bytes as a chain preset are read or refused with an Error, and what was read survives saving.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/audio/error.h"
#include "core/chain/chain_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lathe;
  std::string saved;
  try {
    saved = presetToText(presetFromText({reinterpret_cast<const char*>(data), size}));
  } catch (const Error&) {
    return 0;
  }
  // What we have written ourselves must be read, as the same preset. An Error that gets out is a failure.
  if (presetToText(presetFromText(saved)) != saved) std::abort();
  return 0;
}
