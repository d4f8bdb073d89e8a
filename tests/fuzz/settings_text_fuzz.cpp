// Fuzz target: any text given to any parameter of any processor is taken or refused with an Error, and never breaks it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/audio/error.h"
#include "core/stages/registry.h"

namespace {

using namespace lathe;

/// Whatever setText() took must be inside the range and survive being printed and read again.
void setAndReadBack(Settings settings, const Parameter& parameter, std::string_view text) {
  try {
    settings.setText(parameter.id, text);
  } catch (const Error&) {
    return;
  }
  const double number = settings.get(parameter.id);
  if (!(number >= parameter.minimum && number <= parameter.maximum)) std::abort();
  Settings again(settings.type());
  again.setText(parameter.id, settings.text(parameter.id));
  if (!(again.get(parameter.id) == number)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const ProcessorType& type : processorTypes())
    for (const Parameter& parameter : type.settings->parameters)
      setAndReadBack(Settings(*type.settings), parameter, text);
  return 0;
}
