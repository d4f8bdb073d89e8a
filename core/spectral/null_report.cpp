// Comparing bits, region by region.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/null_report.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <mutex>

namespace lathe {

struct ProvenClip::State {
  std::mutex mutex;
  std::uint64_t compared = 0;  ///< frames from the start
  NullReport report;

  void compare(std::uint64_t start, ConstAudioView before, ConstAudioView after) {
    std::int64_t at = static_cast<std::int64_t>(start);
    const std::int64_t begin = at, end = at + static_cast<std::int64_t>(after.frames());
    for (RegionDifference& region : report.regions) {
      if (region.span.end <= at || region.span.start >= end) continue;
      compareOutside(at - begin, std::max(at, region.span.start) - begin, before, after);
      const std::int64_t from = std::max(at, region.span.start), to = std::min(end, region.span.end);
      for (int c = 0; c < after.channels(); ++c)
        for (std::int64_t n = from - begin; n < to - begin; ++n) {
          const auto i = static_cast<std::size_t>(n);
          region.largest =
              std::max(region.largest, std::abs(static_cast<double>(after[c][i]) - static_cast<double>(before[c][i])));
        }
      at = to;
    }
    compareOutside(at - begin, end - begin, before, after);
  }

  void compareOutside(std::int64_t from, std::int64_t to, ConstAudioView before, ConstAudioView after) {
    if (from >= to) return;
    report.framesOutside += static_cast<std::uint64_t>(to - from);
    for (int c = 0; c < after.channels(); ++c)
      for (std::int64_t n = from; n < to; ++n) {
        const auto i = static_cast<std::size_t>(n);
        if (std::bit_cast<std::uint32_t>(after[c][i]) == std::bit_cast<std::uint32_t>(before[c][i])) continue;
        ++report.changedOutside;
        report.largestOutside = std::max(
            report.largestOutside, std::abs(static_cast<double>(after[c][i]) - static_cast<double>(before[c][i])));
      }
  }
};

ProvenClip::ProvenClip(ClipPtr original, ClipPtr edited, std::vector<SampleSpan> reach)
    : original_(std::move(original)), edited_(std::move(edited)), state_(std::make_unique<State>()) {
  for (const SampleSpan& span : reach) state_->report.regions.push_back({span, 0});
}

ProvenClip::~ProvenClip() = default;

void ProvenClip::read(std::uint64_t start, AudioView out) const {
  edited_->read(start, out);
  const std::scoped_lock lock(state_->mutex);
  const std::uint64_t end = std::min<std::uint64_t>(start + out.frames(), frames());
  if (start > state_->compared || end <= state_->compared) return;
  const auto skipped = static_cast<std::size_t>(state_->compared - start);
  const AudioView part = out.slice(skipped, static_cast<std::size_t>(end - start) - skipped);
  AudioBuffer before(out.channels(), part.frames());
  original_->read(state_->compared, before.view());
  state_->compare(state_->compared, before.view(), part);
  state_->compared = end;
}

NullReport ProvenClip::report() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->report;
}

}  // namespace lathe
