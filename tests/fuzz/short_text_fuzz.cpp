// Fuzz target: any text as a number, a list of times, a curve, a codec or a filter is read or refused with an Error.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cstdint>
#include <cstdlib>

#include "analysis/catalog/catalog.h"
#include "core/audio/error.h"
#include "core/audio/number_text.h"
#include "core/render/coded_clip.h"
#include "core/restoration/denoise/denoise_text.h"
#include "tests/fuzz/input_file.h"

namespace {

using namespace lathe;

void mustHold(bool isSo) {
  if (!isSo) std::abort();
}

/// Runs a reader; an Error is an answer too.
template <class Reader>
void attempt(Reader&& reader) {
  try {
    reader();
  } catch (const Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::textOf(data, size);
  parseInteger(text);
  if (const auto number = parseNumber(text)) mustHold(parseNumber(exactText(*number)) == number);
  attempt([&] { rangesText(parseRanges(text)); });
  attempt([&] {
    const auto curve = parseCurve(text);
    curveAt(curve, Hertz{1000});
  });
  attempt([&] {
    const CodecSettings codec = parseCodec(text);
    codecText(codec);
    mustHold(parseCodec(codecId(codec)) == codec);
  });
  attempt([&] { analysis::parseFilter(std::string(text)); });
  return 0;
}
