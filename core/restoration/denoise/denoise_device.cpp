// A window of the plan as an operation's spec, and one run for each.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/denoise/denoise_device.h"

#include <algorithm>

#include "core/compute/stft.h"

namespace lathe {
SuppressionSpec suppressionSpec(const DenoiseWindow& window, int channels) {
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

DenoiseDevice::DenoiseDevice(DenoiseDeviceOptions options)
    : device_("noise suppression", options.backends, std::move(options.note)),
      threads_(options.threads),
      patience_(options.patience) {}

Status DenoiseDevice::runFor(const SuppressionSpec& spec, std::size_t index, std::size_t frames, SuppressionRun*& run) {
  if (runs_.size() <= index) runs_.resize(index + 1);
  std::unique_ptr<SuppressionRun>& kept = runs_[index];
  Status status;
  if (!kept || kept->mostFrames() < frames) {
    kept.reset();
    status = device_.backend().suppression(spec, {threads_, 0, frames}, kept);
  }
  run = kept.get();
  return status;
}

Status DenoiseDevice::removeOnce(const SuppressionSpec& spec, std::size_t index, const NoiseMap& map, double sampleRate,
                                 std::int64_t firstFrame, SuppressionStretch stretch, AudioView signal) {
  SuppressionRun* run = nullptr;
  if (const Status status = runFor(spec, index, stretch.frames, run); !status.ok()) return status;
  copy(signal, run->samples().slice(0, signal.frames()));
  stretch.hasMap = !map.isFlat();
  if (stretch.hasMap) {
    std::vector<float> inverse(spec.bins());
    for (std::size_t i = 0; i < stretch.frames; ++i) {
      const auto frame = static_cast<double>(firstFrame + static_cast<std::int64_t>(i));
      const double middle =
          (frame * static_cast<double>(spec.hop()) + 0.5 * static_cast<double>(spec.size)) / sampleRate;
      map.inverse(middle, sampleRate / static_cast<double>(spec.size), inverse);
      std::ranges::copy(inverse, run->map() + i * spec.bins());
    }
  }
  const Status status = run->remove(stretch, patience_);
  if (status.ok()) copy(run->removed().slice(0, signal.frames()), signal);
  return status;
}

bool DenoiseDevice::remove(const SuppressionSpec& spec, std::size_t index, const NoiseMap& map, double sampleRate,
                           std::int64_t firstFrame, SuppressionStretch stretch, std::size_t samples, AudioView signal) {
  for (;;) {
    const Status status = removeOnce(spec, index, map, sampleRate, firstFrame, stretch, signal);
    if (status.ok()) return true;
    runs_.clear();
    mostSamples_ = device_.recover(status, samples, spec.hop());
    if (mostSamples_ != 0) return false;
  }
}

}  // namespace lathe
