// What the edits of one rendering share: the device that their spectra are computed on, and the tiles that are kept.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string_view>
#include <utility>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/compute/stft_device.h"
#include "core/spectral/spectral_edit.h"

namespace lathe {

class EditTile;

/// Tiles of several clips, the last used first, in bounded memory.
class TileCache {
 public:
  explicit TileCache(std::size_t bytes) : limit_(bytes) {}

  /// Null when it is not there.
  std::shared_ptr<const EditTile> find(const void* owner, std::size_t index);
  void keep(const void* owner, std::size_t index, std::shared_ptr<const EditTile> tile);
  /// Drops all of an owner's.
  void forget(const void* owner);

 private:
  struct Kept {
    const void* owner;
    std::size_t index;
    std::shared_ptr<const EditTile> tile;
  };
  std::size_t limit_, bytes_ = 0;
  std::mutex mutex_;
  std::list<Kept> kept_;
};

class EditWork {
 public:
  explicit EditWork(StftDeviceOptions options = {}) : device_(std::move(options)), tiles_(kTileBytes) {}

  StftDevice& device() noexcept { return device_; }
  const StftDevice& device() const noexcept { return device_; }
  TileCache& tiles() noexcept { return tiles_; }

  /// Tiles that are computed from now on stop then, with Error (Cancelled). Before any thread reads.
  void stopWith(std::stop_token stop) noexcept { stop_ = std::move(stop); }
  const std::stop_token& stop() const noexcept { return stop_; }

 private:
  static constexpr std::size_t kTileBytes = std::size_t{96} << 20;
  StftDevice device_;
  TileCache tiles_;
  std::stop_token stop_;
};

using EditWorkPtr = std::shared_ptr<EditWork>;

/// On the best device for those edits of that clip. `device` as chooseBackends() takes it; throws what that throws.
EditWorkPtr makeEditWork(std::string_view device, const std::vector<SpectralEdit>& edits, const AudioFormat& format,
                         std::uint64_t frames, int threads = 1);

}  // namespace lathe
