// Tiles of the spectrogram, made in the background in the order in which the view wants them, and kept while they fit.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QObject>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "analysis/overview/spectrum_tile.h"
#include "core/spectral/spectral_edit.h"
#include "gui/document/track_sound.h"

namespace lathe::gui {

/// How spectra are made; the same for all tiles of a picture.
struct SpectrumLook {
  int fftSize = 4096;
  AnalysisWindow window = AnalysisWindow::Hann;
  ChannelScope scope = {};

  friend bool operator==(const SpectrumLook&, const SpectrumLook&) = default;
};

/// Tile `index` of a level covers kColumns columns of 2^level frames each, from index * kColumns * 2^level on.
struct TileKey {
  SpectrumLook look;
  int level = 0;
  std::int64_t index = 0;

  friend bool operator==(const TileKey&, const TileKey&) = default;
  /// In the order of time within a look and a level.
  friend bool operator<(const TileKey& a, const TileKey& b);

  static constexpr int kColumns = 256;
  double step() const noexcept { return static_cast<double>(std::int64_t{1} << level); }
  double startFrame() const noexcept { return static_cast<double>(index) * kColumns * step(); }
  double endFrame() const noexcept { return startFrame() + kColumns * step(); }
};

using TilePtr = std::shared_ptr<const analysis::SpectrumTile>;

/// Worker threads make the wanted tiles, first to last; each is made quickly first (two spectra a column) and again
/// with more of them when nothing else is wanted.
class SpectrumTiles : public QObject {
  Q_OBJECT
 public:
  explicit SpectrumTiles(QObject* parent = nullptr, int threads = 0);
  ~SpectrumTiles() override;

  /// Another clip; all tiles are forgotten. Tiles that are dear to make are kept on disk under the clip's fingerprint,
  /// where there is one.
  void setClip(ClipPtr clip, TrackSound::Shelf shelf = {});
  /// The same clip with other samples in these spans (all of it when there are none): only tiles there are forgotten,
  /// though they are given out until new ones are there.
  void updateClip(ClipPtr clip, const std::vector<SampleSpan>& spans);

  /// The tile, or null. A number with it changes when it is made anew.
  struct Found {
    TilePtr tile;
    int version = 0;
  };
  Found find(const TileKey& key) const;
  /// Replaces the list of tiles that are wanted now.
  void want(std::vector<TileKey> keys);
  bool isIdle() const;

  static constexpr std::size_t kMostBytes = std::size_t{256} << 20;

 Q_SIGNALS:
  /// Tiles have come; on the UI thread.
  void arrived();

 private:
  enum class Quality { Stale, Quick, Full };
  struct Kept {
    TilePtr tile;
    Quality quality = Quality::Quick;
    int version = 0;
    std::uint64_t used = 0;
  };
  struct Task {
    TileKey key;
    Quality quality;
    ClipPtr clip;
    int epoch;
    TrackSound::Shelf shelf = {};
  };
  TilePtr make(Task& task, std::stop_token stop);
  void work(std::stop_token stop);
  bool nextTask(Task& task);
  void store(const Task& task, TilePtr tile);
  void dropOldest();

  mutable std::mutex mutex_;
  std::condition_variable_any wake_;
  ClipPtr clip_;
  TrackSound::Shelf shelf_;
  std::atomic<int> shelved_ = 0;  ///< tiles written since the start
  int epoch_ = 0;                 ///< of the clip
  std::vector<TileKey> wanted_;
  std::vector<TileKey> inWork_;
  mutable std::map<TileKey, Kept> kept_;
  std::size_t bytes_ = 0;
  int nextVersion_ = 1;
  mutable std::uint64_t uses_ = 0;
  bool isTold_ = false;  ///< arrived() is on its way
  std::vector<std::jthread> threads_;
};

}  // namespace lathe::gui
