// Fuzz target: any bytes as a selection of a spectral edit are read or refused with an Error, and survive saving.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "core/audio/error.h"
#include "core/file/json_object.h"
#include "core/session/spectral_json.h"
#include "tests/fuzz/input_file.h"

namespace {

std::string savedMask(std::string_view text) {
  const lathe::Json json = lathe::parseJson(text);
  lathe::JsonObject object(json, "mask");
  lathe::Json written = lathe::Json::object();
  lathe::addMask(written, lathe::maskFromJson(object));
  return lathe::jsonText(written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string saved;
  try {
    saved = savedMask(lathe::fuzz::textOf(data, size));
  } catch (const lathe::Error&) {
    return 0;
  }
  if (savedMask(saved) != saved) std::abort();
  return 0;
}
