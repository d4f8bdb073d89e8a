// A window of the plan as an operation's spec, and one run for each.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/denoise/denoise_device.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/compute/stft.h"

namespace lathe {
namespace {

constexpr std::chrono::milliseconds kPatience{20000};

SuppressionSpec specFor(const DenoiseWindow& window, int channels) {
  SuppressionSpec spec;
  spec.channels = channels;
  spec.size = window.size;
  StftSpec stft = noiseScaledStft(channels, window.size);
  spec.analysis = std::move(stft.analysis);
  spec.synthesis = std::move(stft.synthesis);
  spec.first = {window.first.frames, window.first.bins};
  for (const Neighbourhood& area : window.refining) spec.refining.push_back({area.frames, area.bins});
  spec.share = window.share;
  spec.transients = window.transients;
  for (const DenoiseGroup& group : window.groups)
    spec.groups.push_back({group.channels, group.scale, group.threshold, group.burst, group.caution, group.floor});
  return spec;
}

}  // namespace

bool DenoiseDevice::fails(const Status& status) {
  if (status.ok()) return false;
  if (status.failure == Failure::OutOfMemory) {
    if (note_ && !wasShort_)
      note_(fmt::format("{} had too little memory ({}); cpu did what did not fit", device_->info().id, status.text));
    wasShort_ = true;
    return true;
  }
  if (note_) note_(fmt::format("{} failed ({}); cpu carried on", device_->info().id, status.text));
  runs_.clear();
  device_ = nullptr;
  return true;
}

SuppressionRun* DenoiseDevice::runFor(const DenoiseWindow& window, std::size_t index, int channels,
                                      std::size_t frames) {
  if (runs_.size() <= index) runs_.resize(index + 1);
  std::unique_ptr<SuppressionRun>& run = runs_[index];
  if (run && run->mostFrames() >= frames) return run.get();
  run.reset();
  if (fails(device_->suppression(specFor(window, channels), frames, run))) return nullptr;
  return run.get();
}

bool DenoiseDevice::remove(const DenoisePlan& plan, std::size_t index, const NoiseMap& map, double sampleRate,
                           std::int64_t firstFrame, SuppressionStretch stretch, AudioView sound) {
  if (!device_) return false;
  const DenoiseWindow& window = plan.windows[index];
  SuppressionRun* const run = runFor(window, index, sound.channels(), stretch.frames);
  if (!run) return false;
  copy(sound, run->samples().slice(0, sound.frames()));
  stretch.hasMap = !map.isFlat();
  if (stretch.hasMap) {
    const std::size_t bins = window.size / 2 + 1;
    std::vector<float> inverse(bins);
    for (std::size_t i = 0; i < stretch.frames; ++i) {
      const auto frame = static_cast<double>(firstFrame + static_cast<std::int64_t>(i));
      const double middle =
          (frame * static_cast<double>(window.size / 4) + 0.5 * static_cast<double>(window.size)) / sampleRate;
      map.inverse(middle, sampleRate / static_cast<double>(window.size), inverse);
      std::ranges::copy(inverse, run->map() + i * bins);
    }
  }
  if (fails(run->remove(stretch, kPatience))) {
    if (index < runs_.size()) runs_[index].reset();
    return false;
  }
  copy(run->removed().slice(0, sound.frames()), sound);
  return true;
}

}  // namespace lathe
