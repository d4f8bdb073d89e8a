// Frames of a stretch and of what surrounds it, through every window of the plan.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/denoise/denoise_engine.h"

#include <algorithm>

#include "core/compute/ops/convolution.h"

namespace lathe {

DenoiseEngine::DenoiseEngine(const DenoisePlan& plan, const NoiseMap& map, ClipPtr clip, DenoiseDevice device)
    : map_(map), clip_(std::move(clip)), device_(std::move(device)) {
  for (const DenoiseWindow& window : plan.windows)
    specs_.push_back(suppressionSpec(window, clip_->format().channels()));
}

void DenoiseEngine::remove(std::uint64_t start, AudioView removed) {
  clear(removed);
  for (std::size_t w = 0; w < specs_.size(); ++w) removeWith(w, start, removed);
}

void DenoiseEngine::removeWith(std::size_t index, std::uint64_t start, AudioView removed) {
  if (const std::size_t most = device_.mostSamples(); most > 0 && most < removed.frames()) {
    for (std::size_t at = 0; at < removed.frames(); at += most)
      removeWith(index, start + at, removed.slice(at, std::min(most, removed.frames() - at)));
    return;
  }
  const SuppressionSpec& spec = specs_[index];
  const auto hop = static_cast<std::int64_t>(spec.hop()), size = static_cast<std::int64_t>(spec.size);
  const auto begin = static_cast<std::int64_t>(start), end = begin + static_cast<std::int64_t>(removed.frames());
  // Frame f begins at sample f * hop; those of the recording are -3 .. the last that begins in it.
  const std::int64_t reach = spec.reach(), lastOfAll = (static_cast<std::int64_t>(clip_->frames()) - 1) / hop;
  const std::int64_t needed = begin / hop - 3, neededEnd = std::min((end - 1) / hop, lastOfAll) + 1;
  const std::int64_t first = std::max<std::int64_t>(-3, needed - reach),
                     past = std::min(neededEnd + reach, lastOfAll + 1);
  if (past <= first) return;
  const int channels = removed.channels();
  const auto span = static_cast<std::size_t>((past - 1 - first) * hop + size);
  if (samples_.frames() < span || samples_.channels() != channels) samples_ = AudioBuffer(channels, span);
  const AudioView samples = samples_.view().slice(0, span);
  const std::int64_t origin = first * hop;
  const std::size_t ahead = origin < 0 ? static_cast<std::size_t>(-origin) : 0;
  clear(samples.slice(0, ahead));
  clip_->read(static_cast<std::uint64_t>(std::max<std::int64_t>(0, origin)), samples.slice(ahead, span - ahead));
  for (int c = 0; c < channels; ++c)
    for (float& x : samples[c]) x = soundOrSilence(x);
  const auto wanted = static_cast<std::size_t>(std::max(needed, first) - first);
  const SuppressionStretch stretch{static_cast<std::size_t>(past - first), wanted,
                                   static_cast<std::size_t>(neededEnd - first)};
  if (!device_.remove(spec, index, map_, clip_->format().sampleRate, first, stretch, removed.frames(), samples))
    return removeWith(index, start, removed);  // in shorter pieces, as memory is short
  const auto offset = static_cast<std::size_t>(begin - origin);
  const std::size_t count = std::min(removed.frames(), span - std::min(span, offset));
  for (int c = 0; c < channels; ++c)
    for (std::size_t n = 0; n < count; ++n) removed[c][n] += samples[c][offset + n];
}

}  // namespace lathe
