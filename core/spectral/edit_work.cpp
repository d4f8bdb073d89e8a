// Keeping tiles, and estimating what edits take.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/edit_work.h"

#include "core/compute/backend.h"
#include "core/spectral/edit_tile.h"

namespace lathe {

TilePtr TileCache::find(const void* owner, std::size_t index) {
  const std::scoped_lock lock(mutex_);
  for (auto kept = kept_.begin(); kept != kept_.end(); ++kept)
    if (kept->owner == owner && kept->index == index) {
      kept_.splice(kept_.begin(), kept_, kept);
      return kept_.front().tile;
    }
  return nullptr;
}

void TileCache::keep(const void* owner, std::size_t index, TilePtr tile) {
  const std::scoped_lock lock(mutex_);
  bytes_ += tile->bytes();
  kept_.push_front({owner, index, std::move(tile)});
  while (bytes_ > limit_ && kept_.size() > 1) {
    bytes_ -= kept_.back().tile->bytes();
    kept_.pop_back();
  }
}

void TileCache::forget(const void* owner) {
  const std::scoped_lock lock(mutex_);
  for (auto kept = kept_.begin(); kept != kept_.end();) {
    if (kept->owner == owner) {
      bytes_ -= kept->tile->bytes();
      kept = kept_.erase(kept);
    } else {
      ++kept;
    }
  }
}

EditWorkPtr makeEditWork(std::string_view device, const std::vector<SpectralEdit>& edits, const AudioFormat& format,
                         std::uint64_t frames, int threads) {
  const auto seconds = [&](const Backend& backend) {
    double sum = 0;
    for (const SpectralEdit& edit : edits) {
      if (!edit.isOn) continue;
      const SampleSpan reach = reachOf(edit, format.sampleRate, frames);
      const double windows = static_cast<double>(reach.end - reach.start) * edit.overlap / edit.fftSize;
      sum += windows * format.channels() * edit.fftSize;
    }
    return stftSeconds(backend, 1, sum, threads);
  };
  StftDeviceOptions options;
  options.backends = chooseBackends(device, seconds);
  options.threads = threads;
  return std::make_shared<EditWork>(std::move(options));
}

}  // namespace lathe
