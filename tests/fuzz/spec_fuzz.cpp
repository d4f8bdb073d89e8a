// Fuzz target: any bytes as a specification are read or refused with an Error, and what was read survives saving.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "analysis/compliance/spec_json.h"
#include "analysis/compliance/verdict.h"
#include "core/audio/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lathe;
  analysis::Spec spec;
  std::string saved;
  try {
    spec = analysis::specFromText({reinterpret_cast<const char*>(data), size});
    saved = analysis::specToText(spec);
  } catch (const Error&) {
    return 0;
  }
  // What we have written ourselves must be read, as the same specification. An Error that gets out is a failure.
  if (analysis::specToText(analysis::specFromText(saved)) != saved) std::abort();
  // And it can be judged by, whatever it asks for.
  analysis::judge(spec, {});
  return 0;
}
