// Making tiles on worker threads.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/views/spectrum_tiles.h"

#include <algorithm>
#include <tuple>

#include "analysis/overview/overview_cache.h"
#include "core/audio/error.h"
#include "gui/document/background.h"

namespace lathe::gui {
namespace {

constexpr int kQuickSpectra = 2, kFullSpectra = 24;
constexpr int kPruneEvery = 64;

auto order(const TileKey& key) {
  return std::tuple(key.look.fftSize, key.look.window, key.look.scope.kind, key.look.scope.channels, key.level,
                    key.index);
}

analysis::SpectrumTileSpec specOf(const TileKey& key, int mostSpectra) {
  return {.fftSize = key.look.fftSize,
          .window = key.look.window,
          .scope = key.look.scope,
          .start = key.startFrame(),
          .step = key.step(),
          .columns = TileKey::kColumns,
          .mostSpectra = mostSpectra};
}

/// True when more spectra than quickly made would show more.
bool gainsFromMore(const TileKey& key) { return analysis::spectraPerColumn(specOf(key, kFullSpectra)) > kQuickSpectra; }

bool touches(const TileKey& key, const std::vector<SampleSpan>& spans) {
  const double margin = key.look.fftSize;
  return std::ranges::any_of(spans, [&](const SampleSpan& span) {
    return key.startFrame() - margin < static_cast<double>(span.end) &&
           key.endFrame() + margin > static_cast<double>(span.start);
  });
}

}  // namespace

bool operator<(const TileKey& a, const TileKey& b) { return order(a) < order(b); }

SpectrumTiles::SpectrumTiles(QObject* parent, int threads) : QObject(parent) {
  if (threads <= 0) threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this](std::stop_token stop) { work(stop); });
}

SpectrumTiles::~SpectrumTiles() {
  for (auto& thread : threads_) thread.request_stop();
  wake_.notify_all();
}

void SpectrumTiles::setClip(ClipPtr clip, TrackSound::Shelf shelf) {
  const std::scoped_lock lock(mutex_);
  clip_ = std::move(clip);
  shelf_ = std::move(shelf);
  ++epoch_;
  kept_.clear();
  bytes_ = 0;
  wanted_.clear();
}

void SpectrumTiles::updateClip(ClipPtr clip, const std::vector<SampleSpan>& spans) {
  const std::scoped_lock lock(mutex_);
  clip_ = std::move(clip);
  shelf_ = {};
  ++epoch_;
  for (auto& [key, kept] : kept_)
    if (spans.empty() || touches(key, spans)) kept.quality = Quality::Stale;
}

SpectrumTiles::Found SpectrumTiles::find(const TileKey& key) const {
  const std::scoped_lock lock(mutex_);
  const auto found = kept_.find(key);
  if (found == kept_.end()) return {};
  found->second.used = ++uses_;
  return {found->second.tile, found->second.version};
}

void SpectrumTiles::want(std::vector<TileKey> keys) {
  {
    const std::scoped_lock lock(mutex_);
    wanted_ = std::move(keys);
  }
  wake_.notify_all();
}

bool SpectrumTiles::isIdle() const {
  const std::scoped_lock lock(mutex_);
  Task task;
  return inWork_.empty() && !const_cast<SpectrumTiles*>(this)->nextTask(task);
}

/// With the lock held.
bool SpectrumTiles::nextTask(Task& task) {
  if (!clip_) return false;
  for (const Quality quality : {Quality::Quick, Quality::Full})
    for (const TileKey& key : wanted_) {
      if (std::ranges::find(inWork_, key) != inWork_.end()) continue;
      if (quality == Quality::Full && !gainsFromMore(key)) continue;
      const auto found = kept_.find(key);
      if (found != kept_.end() && found->second.quality >= quality) continue;
      task = {key, quality, clip_, epoch_, shelf_};
      return true;
    }
  return false;
}

void SpectrumTiles::work(std::stop_token stop) {
  workInBackground();
  while (!stop.stop_requested()) {
    Task task;
    {
      std::unique_lock lock(mutex_);
      if (!wake_.wait(lock, stop, [&] { return nextTask(task); })) return;
      inWork_.push_back(task.key);
    }
    TilePtr tile;
    try {
      tile = make(task, stop);
    } catch (const std::exception&) {  // the file has gone: an empty tile, so that it is not tried for ever
      if (stop.stop_requested()) return;
      auto empty = std::make_shared<analysis::SpectrumTile>();
      empty->columns = TileKey::kColumns;
      empty->bins = task.key.look.fftSize / 2 + 1;
      empty->levels.resize(static_cast<std::size_t>(empty->columns) * static_cast<std::size_t>(empty->bins));
      tile = std::move(empty);
      task.quality = Quality::Full;
    }
    store(task, std::move(tile));
  }
}

/// From the disk if it is there, in full quality at once. Throws what making it throws.
TilePtr SpectrumTiles::make(Task& task, std::stop_token stop) {
  const analysis::SpectrumTileSpec full = specOf(task.key, kFullSpectra);
  const bool isShelved = !task.shelf.fingerprint.empty() && gainsFromMore(task.key);
  if (isShelved)
    if (auto kept = analysis::keptTile(task.shelf.folder, task.shelf.fingerprint, full)) {
      task.quality = Quality::Full;
      return std::make_shared<analysis::SpectrumTile>(std::move(*kept));
    }
  if (task.quality == Quality::Quick)
    return std::make_shared<analysis::SpectrumTile>(spectrumTile(*task.clip, specOf(task.key, kQuickSpectra), stop));
  auto tile = std::make_shared<analysis::SpectrumTile>(spectrumTile(*task.clip, full, stop));
  if (isShelved) {
    try {
      analysis::keepTile(task.shelf.folder, task.shelf.fingerprint, full, *tile);
      if (++shelved_ % kPruneEvery == 0) analysis::pruneTiles(task.shelf.folder);
    } catch (const Error&) {  // a full disk costs making it again, nothing else
    }
  }
  return tile;
}

void SpectrumTiles::store(const Task& task, TilePtr tile) {
  bool tells = false;
  {
    const std::scoped_lock lock(mutex_);
    std::erase(inWork_, task.key);
    if (task.epoch != epoch_) return;
    Kept& kept = kept_[task.key];
    if (kept.tile) bytes_ -= kept.tile->levels.size();
    bytes_ += tile->levels.size();
    kept = {std::move(tile), task.quality, nextVersion_++, ++uses_};
    dropOldest();
    tells = !isTold_;
    isTold_ = true;
  }
  if (tells)
    QMetaObject::invokeMethod(
        this,
        [this] {
          {
            const std::scoped_lock lock(mutex_);
            isTold_ = false;
          }
          Q_EMIT arrived();
        },
        Qt::QueuedConnection);
}

void SpectrumTiles::dropOldest() {
  while (bytes_ > kMostBytes && kept_.size() > 1) {
    const auto oldest = std::ranges::min_element(kept_, {}, [](const auto& entry) { return entry.second.used; });
    bytes_ -= oldest->second.tile->levels.size();
    kept_.erase(oldest);
  }
}

}  // namespace lathe::gui
