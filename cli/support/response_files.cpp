// Finding and writing impulse responses.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/support/response_files.h"

#include <algorithm>

#include "cli/support/delivery.h"
#include "core/audio/number_text.h"
#include "core/file/user_folders.h"
#include "core/synth/builtin_responses.h"

namespace lathe::cli {

std::filesystem::path responseFolder() { return userFolder(UserFolder::Data) / "responses"; }

LoadedResponse namedResponse(const std::string& name, const Progress& progress) {
  if (std::filesystem::exists(name)) return loadResponse(name, progress);
  for (const BuiltinResponse& response : builtinResponses())
    if (response.id == name)
      return {{48000, ChannelLayout::usual(response.channels)}, makeBuiltinResponse(response.id, 48000, progress)};
  const std::filesystem::path asPath = name;
  if (asPath.has_extension() || asPath.has_parent_path())
    return loadResponse(asPath, progress);  // says that there is no such file
  return loadResponse(responseFolder() / findResponse(readLibrary(responseFolder()), name).file, progress);
}

void writeResponse(const std::filesystem::path& path, const AudioBuffer& samples, int sampleRate,
                   const std::string& bits, Context& context) {
  DeliveryOptions delivery;
  delivery.bits = bits == "32f" && path.extension() != ".wav" ? "" : bits;
  const FileFormat format = deliveryFormat(delivery, path, {Container::Wav, Encoding::Float32});
  AudioWriter writer(path, format, {sampleRate, ChannelLayout::usual(samples.channels())}, {},
                     context.mayOverwrite ? Overwrite::Yes : Overwrite::No);
  writer.write(samples.view());
  writer.commit();
  if (writer.clippedSamples() > 0)
    context.console.warning(std::to_string(writer.clippedSamples()) + " samples of " + path.string() +
                            " were above full scale and are clipped; use --bits 32f");
}

}  // namespace lathe::cli
