// Tiles of difference signals, computed on demand and added to the clip's own samples.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/edited_clip.h"

#include <algorithm>
#include <cmath>
#include <list>
#include <mutex>

#include "core/audio/error.h"
#include "core/spectral/edit_tile.h"

namespace lathe {
namespace {

constexpr std::size_t kKeptTiles = 6;

class EditedClip : public AudioClip {
 public:
  EditedClip(ClipPtr clip, SpectralEdit edit, EditListen listen)
      : clip_(std::move(clip)),
        edit_(std::move(edit)),
        listen_(listen),
        reach_(reachOf(edit_, clip_->format().sampleRate, clip_->frames())),
        tiles_(tilesOf(edit_, *clip_)) {}

  const AudioFormat& format() const noexcept override { return clip_->format(); }
  std::uint64_t frames() const noexcept override { return clip_->frames(); }

  void read(std::uint64_t start, AudioView out) const override {
    if (listen_ == EditListen::Result || listen_ == EditListen::Rest)
      clip_->read(start, out);
    else
      clear(out);
    const SampleSpan wanted{static_cast<std::int64_t>(start), static_cast<std::int64_t>(start + out.frames())};
    const SampleSpan reached{std::max(wanted.start, reach_.start), std::min(wanted.end, reach_.end)};
    if (reached.start >= reached.end) return;
    const AudioView part = out.slice(static_cast<std::size_t>(reached.start - wanted.start),
                                     static_cast<std::size_t>(reached.end - reached.start));
    addDifferences(reached.start, part);
  }

 private:
  struct Kept {
    std::size_t index;
    TilePtr tile;
  };

  /// Differences of all tiles are summed in double before they meet the samples, in the tiles' order.
  void addDifferences(std::int64_t start, AudioView out) const {
    const std::size_t count = out.frames();
    std::vector<double> sum(count);
    std::vector<TilePtr> tiles;
    for (std::size_t i = 0; i < tiles_.size(); ++i)
      if (tiles_[i].touched.start < start + static_cast<std::int64_t>(count) && tiles_[i].touched.end > start)
        tiles.push_back(tile(i));
    for (int c = 0; c < out.channels(); ++c) {
      std::ranges::fill(sum, 0.0);
      for (const TilePtr& tile : tiles) tile->addTo(c, start, sum);
      for (std::size_t n = 0; n < count; ++n)
        if (sum[n] != 0) out[c][n] = static_cast<float>(static_cast<double>(out[c][n]) + sum[n]);
    }
  }

  TilePtr tile(std::size_t index) const {
    const std::scoped_lock lock(mutex_);
    for (auto kept = kept_.begin(); kept != kept_.end(); ++kept)
      if (kept->index == index) {
        kept_.splice(kept_.begin(), kept_, kept);
        return kept_.front().tile;
      }
    kept_.push_front({index, computeTile(edit_, *clip_, tiles_[index], listen_)});
    if (kept_.size() > kKeptTiles) kept_.pop_back();
    return kept_.front().tile;
  }

  ClipPtr clip_;
  SpectralEdit edit_;
  EditListen listen_;
  SampleSpan reach_;
  std::vector<TilePlace> tiles_;
  mutable std::mutex mutex_;
  mutable std::list<Kept> kept_;  ///< last used first
};

}  // namespace

ClipPtr withEdit(const ClipPtr& clip, const SpectralEdit& edit, EditListen listen) {
  checkSpectralEdit(edit);
  return std::make_shared<EditedClip>(clip, edit, listen);
}

ClipPtr withEdits(const ClipPtr& clip, const std::vector<SpectralEdit>& edits) {
  ClipPtr sound = clip;
  for (const SpectralEdit& edit : edits)
    if (edit.isOn) sound = withEdit(sound, edit);
  return sound;
}

}  // namespace lathe
