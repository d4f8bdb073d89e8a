// `lathe demo`: writes the built-in demo mix and its room impulse response.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include "cli/options/commands.h"
#include "core/file/audio_file.h"
#include "core/file/folder.h"
#include "core/synth/demo_mix.h"

namespace lathe::cli {
namespace {

void write(const std::filesystem::path& path, const AudioBuffer& samples, const std::string& title, Context& context) {
  const auto overwrite = context.mayOverwrite ? AudioWriter::Overwrite::Yes : AudioWriter::Overwrite::No;
  Metadata metadata;
  metadata.title = title;
  metadata.artist = "Lathe";
  AudioWriter writer(path, {Container::Wav, Encoding::Int24}, {kDemoSampleRate, ChannelLayout::stereo()}, metadata,
                     overwrite);
  writer.write(samples.view());
  writer.commit();
  context.console.result(path.string());
}

}  // namespace

int runDemo(const DemoOptions& options, Context& context) {
  makeFolder(options.folder);
  write(options.folder / "demo-mix.wav", makeDemoMix(context.progress()), "Demo mix", context);
  write(options.folder / "demo-room.wav", makeDemoRoom(context.progress()), "Demo room", context);
  return kDone;
}

}  // namespace lathe::cli
