// Fuzz target: any bytes as a journal are read or refused with an Error, and what was recovered can be saved.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/audio/error.h"
#include "core/session/journal.h"
#include "core/session/session_file.h"
#include "tests/fuzz/input_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lathe;
  const fuzz::MemoryFile input(data, size);
  std::string saved;
  try {
    saved = historyToText(readJournal(input.path()).history, "/album");
  } catch (const Error&) {
    return 0;
  }
  // What was recovered must open when it has been saved. An Error that gets out is a failure.
  if (historyToText(historyFromText(saved, "/album"), "/album") != saved) std::abort();
  return 0;
}
