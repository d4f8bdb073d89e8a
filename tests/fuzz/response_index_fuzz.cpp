// Fuzz target: any bytes as the index of the impulse responses are read or refused with an Error.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cstdint>
#include <cstdlib>

#include "core/audio/error.h"
#include "core/room/response_library.h"
#include "tests/fuzz/input_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lathe;
  const auto& folder = fuzz::emptyFolder();
  fuzz::writeInto(folder, "index.json", data, size);
  fuzz::writeInto(folder, "hall.wav", data, 0);
  try {
    const auto entries = readLibrary(folder);
    for (const LibraryEntry& entry : entries)
      if (entry.file.is_absolute() || entry.file.lexically_normal().string().starts_with("..")) std::abort();
    findResponse(entries, "hall");
  } catch (const Error&) {
  }
  return 0;
}
