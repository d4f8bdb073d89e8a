// Tiles of difference signals, computed on demand and added to the clip's own samples.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/edited_clip.h"

#include <algorithm>
#include <cmath>
#include <mutex>

#include "core/audio/error.h"
#include "core/spectral/edit_tile.h"

namespace lathe {
namespace {

class EditedClip : public AudioClip {
 public:
  EditedClip(ClipPtr clip, SpectralEdit edit, EditListen listen, EditWorkPtr work)
      : work_(std::move(work)),
        clip_(std::move(clip)),
        edit_(std::move(edit)),
        listen_(listen),
        reach_(reachOf(edit_, clip_->format().sampleRate, clip_->frames())),
        tiles_(tilesOf(edit_, *clip_)) {}
  ~EditedClip() override { work_->tiles().forget(this); }

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
    const std::scoped_lock lock(mutex_);  // each tile is computed once
    if (TilePtr tile = work_->tiles().find(this, index)) return tile;
    TilePtr tile = computeTile(edit_, *clip_, tiles_[index], listen_, work_->device(), {{}, work_->stop()});
    work_->tiles().keep(this, index, tile);
    return tile;
  }

  EditWorkPtr work_;
  ClipPtr clip_;
  SpectralEdit edit_;
  EditListen listen_;
  SampleSpan reach_;
  std::vector<TilePlace> tiles_;
  mutable std::mutex mutex_;
};

}  // namespace

ClipPtr withEdit(const ClipPtr& clip, const SpectralEdit& edit, EditListen listen, EditWorkPtr work) {
  checkSpectralEdit(edit);
  if (!work) work = std::make_shared<EditWork>();
  return std::make_shared<EditedClip>(clip, edit, listen, std::move(work));
}

ClipPtr withEdits(const ClipPtr& clip, const std::vector<SpectralEdit>& edits, EditWorkPtr work) {
  if (!work) work = std::make_shared<EditWork>();
  ClipPtr sound = clip;
  for (const SpectralEdit& edit : edits)
    if (edit.isOn) sound = withEdit(sound, edit, EditListen::Result, work);
  return sound;
}

}  // namespace lathe
