// Fuzz target: any bytes as a list of clicks are read or refused with an Error, and what was read survives saving.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/audio/error.h"
#include "core/restoration/declick/click_events.h"
#include "tests/fuzz/input_file.h"

namespace {

constexpr int kRate = 44100;

std::vector<lathe::ClickEvent> read(const std::uint8_t* data, std::size_t size) {
  const lathe::fuzz::MemoryFile input(data, size);
  return lathe::readClickEvents(input.path(), kRate);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string saved;
  try {
    saved = lathe::clickEventsText(read(data, size), kRate);
  } catch (const lathe::Error&) {
    return 0;
  }
  const auto again = read(reinterpret_cast<const std::uint8_t*>(saved.data()), saved.size());
  if (lathe::clickEventsText(again, kRate) != saved) std::abort();
  return 0;
}
