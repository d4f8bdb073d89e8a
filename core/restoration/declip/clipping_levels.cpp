// The histogram of levels and what piles up at its top.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <array>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/restoration/declip/declip.h"

namespace lathe {
namespace {

constexpr std::size_t kBlock = 65536;
constexpr double kBin = 0.02;      ///< dB
constexpr int kBins = 64;          ///< below the highest sample
constexpr int kTop = 15;           ///< bins of the pile: clipped samples scatter by 0.3 dB after an encoder
constexpr float kEqual = 0.9999f;  ///< of the highest: a hard limit, not rounded by anything
constexpr double kSoftPile =
    15;                      ///< the same for a narrow pile that is not all at one level: a sine's crests make seven
constexpr double kPile = 5;  ///< times as many samples per dB as in the bins below it
constexpr std::uint64_t kFewest = 12;  ///< samples of a pile

template <class Work>
void forEachBlock(const AudioClip& clip, const OfflineWork& work, Work take) {
  AudioBuffer buffer(clip.format().channels(), kBlock);
  for (std::uint64_t at = 0; at < clip.frames(); at += kBlock) {
    work.progress.throwIfStopped();
    const AudioView block =
        buffer.view().slice(0, static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, clip.frames() - at)));
    clip.read(at, block);
    take(ConstAudioView(block));
  }
}

/// One polarity of one channel.
struct Side {
  float highest = 0;
  std::uint64_t equal = 0;  ///< as good as at the highest
  std::array<std::uint64_t, kBins> counts{};

  void count(float level) {
    if (!(level > 0) || !(highest > 0)) return;
    const double below = 20 * exact::log10(static_cast<double>(highest) / level) / kBin;
    equal += level >= highest * kEqual;
    if (below < kBins) ++counts[static_cast<std::size_t>(std::max(0.0, below))];
  }
  /// The lower edge of the pile, or 0.
  float clippingLevel() const {
    double rest = 0;
    for (int b = kTop; b < kBins; ++b) rest += static_cast<double>(counts[static_cast<std::size_t>(b)]);
    const double usual = rest / (kBins - kTop);
    // The narrowest pile first: a hard limit puts everything into one bin.
    for (const int width : {1, 3, 7, kTop}) {
      std::uint64_t pile = 0;
      for (int b = 0; b < width; ++b) pile += counts[static_cast<std::size_t>(b)];
      const bool isHard = width == 1 && equal * 5 >= pile * 4;
      const double wanted = isHard || width >= 7 ? kPile : kSoftPile;
      if (pile >= kFewest && static_cast<double>(pile) > wanted * std::max(usual, 0.5) * width)
        return isHard ? highest * kEqual : static_cast<float>(highest * exact::exp10(-kBin * width / 20));
    }
    return 0;
  }
};

}  // namespace

std::vector<ClippingLevels> findClippingLevels(const AudioClip& clip, const OfflineWork& work) {
  const auto channels = static_cast<std::size_t>(clip.format().channels());
  std::vector<Side> above(channels), below(channels);
  forEachBlock(clip, work, [&](ConstAudioView block) {
    for (std::size_t c = 0; c < channels; ++c)
      for (const float v : block[static_cast<int>(c)]) {
        if (std::isfinite(v))
          (v > 0 ? above : below)[c].highest = std::max((v > 0 ? above : below)[c].highest, std::abs(v));
      }
  });
  forEachBlock(clip, work, [&](ConstAudioView block) {
    for (std::size_t c = 0; c < channels; ++c)
      for (const float v : block[static_cast<int>(c)])
        if (std::isfinite(v)) (v > 0 ? above : below)[c].count(std::abs(v));
  });
  std::vector<ClippingLevels> levels(channels);
  for (std::size_t c = 0; c < channels; ++c) levels[c] = {above[c].clippingLevel(), below[c].clippingLevel()};
  return levels;
}

}  // namespace lathe
